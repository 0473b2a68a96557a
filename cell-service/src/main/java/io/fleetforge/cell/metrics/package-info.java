/** Meters of a cell host. */
@NullMarked
package io.fleetforge.cell.metrics;

import org.jspecify.annotations.NullMarked;
