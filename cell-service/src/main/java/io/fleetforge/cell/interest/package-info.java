/** Pure: area of interest of a player, and what of it changed since the delta before. */
@NullMarked
package io.fleetforge.cell.interest;

import org.jspecify.annotations.NullMarked;
