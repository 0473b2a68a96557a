package io.fleetforge.cell.gateway;

import io.fleetforge.cell.fencing.Fence;
import io.fleetforge.cell.messaging.CellEventPublisher.SessionStep;
import io.fleetforge.cell.ownership.HostSessions;
import io.fleetforge.cell.runtime.CellInput;
import io.fleetforge.cell.session.Session;
import io.fleetforge.contracts.correlation.CorrelationId;
import java.util.concurrent.CompletionStage;

/** Removes a session from its cell and ends it. */
final class SessionRemoval {

    private final CellClient cells;
    private final HostSessions hostSessions;
    private final Fence fence;

    SessionRemoval(CellClient cells, HostSessions hostSessions, Fence fence) {
        this.cells = cells;
        this.hostSessions = hostSessions;
        this.fence = fence;
    }

    /**
     * Ends the session; the stage ends when that outlives a crash. Blocks until the cell answered.
     *
     * @throws io.fleetforge.runtime.problem.ProblemException when the cell did not answer, or the session has ended
     */
    CompletionStage<Void> leave(Session session, String reason, CorrelationId correlation) {
        fence.requireOpen();
        var done = cells.ofSession(session, answer -> new CellInput.Leave(session.id(), answer));
        return hostSessions
                .end(new SessionStep(session, done.entity(), done.cell(), done.epoch(), reason), correlation)
                .thenRun(fence::requireOpen); // an end that a successor did not read is none
    }
}
