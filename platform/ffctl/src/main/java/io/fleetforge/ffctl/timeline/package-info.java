/** The entries of one correlation id across the services, in order. Pure. */
@NullMarked
package io.fleetforge.ffctl.timeline;

import org.jspecify.annotations.NullMarked;
