/** Pure: sessions and cells as they are kept outside the host, as bytes and back, and what to make of them after a crash. */
@NullMarked
package io.fleetforge.cell.checkpoint;

import org.jspecify.annotations.NullMarked;
