package io.fleetforge.cell.player;

import io.fleetforge.cell.messaging.CellNewsPublisher;
import io.fleetforge.cell.messaging.CellNewsPublisher.Step;
import io.fleetforge.cell.messaging.SessionJournal;
import io.fleetforge.cell.runtime.CellInput;
import io.fleetforge.cell.session.Session;
import io.fleetforge.cell.session.SessionExits;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.contracts.correlation.CorrelationId;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;

/** How a session ends by itself: out of its cell, out of the registry, out of the journal, and told, also to its player. */
@Singleton
public class Departures {

    private final CellConversation cells;
    private final SessionRegistry sessions;
    private final SessionJournal journal;
    private final CellNewsPublisher news;
    private final SessionExits exits;

    public Departures(
            CellConversation cells,
            SessionRegistry sessions,
            SessionJournal journal,
            CellNewsPublisher news,
            SessionExits exits) {
        this.exits = exits;
        this.cells = cells;
        this.sessions = sessions;
        this.journal = journal;
        this.news = news;
    }

    /**
     * Ends the session; the stage ends when that outlives a crash. Blocks until the cell answered.
     *
     * @throws io.fleetforge.runtime.problem.ProblemException when the cell did not answer, or the session has ended
     */
    public CompletionStage<Void> leave(Session session, String reason, CorrelationId correlation) {
        var done = cells.ofSession(session, answer -> new CellInput.Leave(session.id(), answer));
        sessions.close(session.id());
        exits.ended(session.id(), reason);
        var kept = journal.ended(session.id(), correlation);
        news.left(new Step(session, done.entity(), done.cell(), done.epoch(), reason), correlation);
        return kept;
    }
}
