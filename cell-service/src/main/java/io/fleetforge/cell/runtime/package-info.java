/** Cells on threads: one writer per cell, ticks by deadline, the topology applied. */
@NullMarked
package io.fleetforge.cell.runtime;

import org.jspecify.annotations.NullMarked;
