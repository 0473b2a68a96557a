/** One correlation id across the services, put in order. Pure. */
@NullMarked
package io.fleetforge.ffctl.timeline;

import org.jspecify.annotations.NullMarked;
