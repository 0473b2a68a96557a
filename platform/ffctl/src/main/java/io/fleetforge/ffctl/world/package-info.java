/** Worlds as rows and maps. Pure. */
@NullMarked
package io.fleetforge.ffctl.world;

import org.jspecify.annotations.NullMarked;
