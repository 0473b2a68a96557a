/** The partition of a world as a picture in a terminal: drawn by the demo and by ffctl. */
@NullMarked
package io.fleetforge.worldmap;

import org.jspecify.annotations.NullMarked;
