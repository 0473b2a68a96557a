package io.fleetforge.cell.recovery;

import io.fleetforge.contracts.message.WorldRef;
import java.util.Optional;

/** Reads all that was kept of a world. */
public interface RecoveryLogReader {

    /** Blocks until it is read to the end that it had when this was called; empty when the process ends before. */
    Optional<SessionRecovery> read(WorldRef world);
}
