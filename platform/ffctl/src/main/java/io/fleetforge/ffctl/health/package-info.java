/** Checks of what was observed. Pure. */
@NullMarked
package io.fleetforge.ffctl.health;

import org.jspecify.annotations.NullMarked;
