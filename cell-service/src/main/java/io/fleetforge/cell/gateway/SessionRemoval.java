package io.fleetforge.cell.gateway;

import io.fleetforge.cell.fencing.Fence;
import io.fleetforge.cell.messaging.CellEventPublisher.SessionStep;
import io.fleetforge.cell.ownership.SessionTerminator;
import io.fleetforge.cell.runtime.CellInput;
import io.fleetforge.cell.session.Session;
import io.fleetforge.contracts.correlation.CorrelationId;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;

/** Removes a session from its cell and ends it. */
@Singleton
public class SessionRemoval {

    private final CellClient cells;
    private final SessionTerminator terminator;
    private final Fence fence;

    public SessionRemoval(CellClient cells, SessionTerminator terminator, Fence fence) {
        this.cells = cells;
        this.terminator = terminator;
        this.fence = fence;
    }

    /**
     * Ends the session; the stage ends when that outlives a crash. Blocks until the cell answered.
     *
     * @throws io.fleetforge.runtime.problem.ProblemException when the cell did not answer, or the session has ended
     */
    public CompletionStage<Void> leave(Session session, String reason, CorrelationId correlation) {
        fence.requireOpen();
        var done = cells.ofSession(session, answer -> new CellInput.Leave(session.id(), answer));
        return terminator
                .end(new SessionStep(session, done.entity(), done.cell(), done.epoch(), reason), correlation)
                .thenRun(fence::requireOpen); // an end that a successor did not read is none
    }
}
