/** One correlation id across the services, put in order. Pure. */
@NullMarked
package io.fleetforge.ffctl.story;

import org.jspecify.annotations.NullMarked;
