/** Reads back what the topics of sessions, handoffs and checkpoints hold of a world, and decides which sessions a host adopts. */
@NullMarked
package io.fleetforge.cell.recovery;

import org.jspecify.annotations.NullMarked;
