/** Meters as the catalogue declares them. */
@NullMarked
package io.fleetforge.runtime.metric;

import org.jspecify.annotations.NullMarked;
