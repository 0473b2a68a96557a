/** Pure: what a player sees, and what of it changed since the frame before. */
@NullMarked
package io.fleetforge.cell.interest;

import org.jspecify.annotations.NullMarked;
