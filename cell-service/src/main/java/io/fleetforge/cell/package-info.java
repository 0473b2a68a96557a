/** Composition root of the cell-service: one cell host. */
@NullMarked
package io.fleetforge.cell;

import org.jspecify.annotations.NullMarked;
