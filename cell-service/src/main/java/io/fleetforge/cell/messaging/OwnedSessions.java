package io.fleetforge.cell.messaging;

import io.fleetforge.cell.durability.SessionJournal;
import io.fleetforge.cell.session.SessionRegistry;

/** The sessions that this process answers for: those that it has, and those about which a word is under way. */
public record OwnedSessions(SessionRegistry registry, SessionJournal journal, HandoffPublisher handoffs) {

    /** The last words said at some moment. */
    public record Mark(long journal, long handoff) {}

    /** 0 when nobody would miss this process. */
    public int count() {
        return registry.size() + handoffs.words().count() + journal.words().count();
    }

    /** For how many seconds the oldest word about a session has waited for Kafka; 0 when none waits. */
    public double oldestWordSeconds() {
        return Math.max(journal.words().oldestMs(), handoffs.words().oldestMs()) / 1e3;
    }

    public Mark mark() {
        return new Mark(journal.words().last(), handoffs.words().last());
    }

    /** Whether everything that this process did to sessions up to {@code mark} is written down. */
    public boolean areWritten(Mark mark) {
        return journal.words().areTakenUpTo(mark.journal()) && handoffs.words().areTakenUpTo(mark.handoff());
    }
}
