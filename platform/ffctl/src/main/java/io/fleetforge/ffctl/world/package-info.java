/** Worlds as a person wants to see them. Pure. */
@NullMarked
package io.fleetforge.ffctl.world;

import org.jspecify.annotations.NullMarked;
