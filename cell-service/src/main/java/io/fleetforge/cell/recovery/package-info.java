/** Pure: which sessions of gone processes a host adopts, by what the topics of sessions, handoffs and checkpoints hold. */
@NullMarked
package io.fleetforge.cell.recovery;

import org.jspecify.annotations.NullMarked;
