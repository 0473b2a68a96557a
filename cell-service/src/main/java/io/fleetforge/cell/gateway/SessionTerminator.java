package io.fleetforge.cell.gateway;

import io.fleetforge.cell.durability.SessionJournal;
import io.fleetforge.cell.fencing.Fence;
import io.fleetforge.cell.messaging.CellEventPublisher;
import io.fleetforge.cell.messaging.CellEventPublisher.Step;
import io.fleetforge.cell.runtime.CellInput;
import io.fleetforge.cell.session.Session;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.cell.session.SessionReleaseNotifier;
import io.fleetforge.contracts.correlation.CorrelationId;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;

/**
 * Ends a session: removes it from its cell, the registry and the journal, publishes the end and notifies its client.
 */
@Singleton
public class SessionTerminator {

    private final CellClient cells;
    private final SessionRegistry sessions;
    private final SessionJournal journal;
    private final CellEventPublisher events;
    private final SessionReleaseNotifier releases;
    private final Fence fence;

    public SessionTerminator(
            CellClient cells,
            SessionRegistry sessions,
            SessionJournal journal,
            CellEventPublisher events,
            SessionReleaseNotifier releases,
            Fence fence) {
        this.fence = fence;
        this.releases = releases;
        this.cells = cells;
        this.sessions = sessions;
        this.journal = journal;
        this.events = events;
    }

    /**
     * Ends the session; the stage ends when that outlives a crash. Blocks until the cell answered.
     *
     * @throws io.fleetforge.runtime.problem.ProblemException when the cell did not answer, or the session has ended
     */
    public CompletionStage<Void> leave(Session session, String reason, CorrelationId correlation) {
        fence.requireOpen();
        var done = cells.ofSession(session, answer -> new CellInput.Leave(session.id(), answer));
        sessions.close(session.id());
        releases.ended(session.id(), reason);
        var durable = journal.ended(session.id(), correlation);
        events.left(new Step(session, done.entity(), done.cell(), done.epoch(), reason), correlation);
        return durable.thenRun(fence::requireOpen); // an end that a successor did not read is none
    }
}
