/** Pure: what changed a cell since its last checkpoints, and the same changes again. */
@NullMarked
package io.fleetforge.cell.replay;

import org.jspecify.annotations.NullMarked;
