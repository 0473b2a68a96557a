/** Compiles the code of a handoff before the first player needs it. */
@NullMarked
package io.fleetforge.cell.warmup;

import org.jspecify.annotations.NullMarked;
