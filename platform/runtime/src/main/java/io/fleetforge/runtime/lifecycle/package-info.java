/** Start of a service: version, then the server. */
@NullMarked
package io.fleetforge.runtime.lifecycle;

import org.jspecify.annotations.NullMarked;
