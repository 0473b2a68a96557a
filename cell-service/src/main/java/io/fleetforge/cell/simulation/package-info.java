/** Pure: what one tick does to the entities of a cell. Deterministic, no allocation at steady state. */
@NullMarked
package io.fleetforge.cell.simulation;

import org.jspecify.annotations.NullMarked;
