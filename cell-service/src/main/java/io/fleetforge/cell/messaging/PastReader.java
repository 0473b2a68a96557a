package io.fleetforge.cell.messaging;

import io.fleetforge.cell.checkpoint.Survivors;
import io.fleetforge.contracts.message.WorldRef;
import java.util.Optional;

/** Reads all that was kept of a world. */
public interface PastReader {

    /** Blocks until it is read to the end that it had when this was called; empty when the process ends before. */
    Optional<Survivors> read(WorldRef world);
}
