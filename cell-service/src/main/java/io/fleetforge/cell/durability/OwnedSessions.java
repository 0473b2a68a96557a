package io.fleetforge.cell.durability;

import io.fleetforge.cell.session.SessionRegistry;

/** The sessions that this process is responsible for: those in its registry, and those with a record in flight. */
public record OwnedSessions(SessionRegistry registry, SessionJournal journal, InFlightRecords handoffs) {

    /** Numbers of the last records sent at some moment. */
    public record Mark(long journal, long handoff) {}

    /** 0 when the process can end without loss. */
    public int count() {
        return registry.size() + handoffs.count() + journal.inFlight().count();
    }

    /** For how many seconds the oldest session record has been in flight; 0 when none is. */
    public double oldestInFlightSeconds() {
        return Math.max(journal.inFlight().oldestMs(), handoffs.oldestMs()) / 1e3;
    }

    public Mark mark() {
        return new Mark(journal.inFlight().last(), handoffs.last());
    }

    /** Whether everything that this process did to sessions up to {@code mark} is written down. */
    public boolean areWritten(Mark mark) {
        return journal.inFlight().areAcknowledgedUpTo(mark.journal()) && handoffs.areAcknowledgedUpTo(mark.handoff());
    }
}
