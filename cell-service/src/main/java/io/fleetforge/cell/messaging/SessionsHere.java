package io.fleetforge.cell.messaging;

import io.fleetforge.cell.session.SessionRegistry;

/** The sessions that this process answers for: those that it has, and those about which a word is under way. */
public record SessionsHere(SessionRegistry registry, SessionJournal journal, HandoffPublisher handoffs) {

    /** At most 0 when nobody would miss this process. */
    public int count() {
        return registry.size() + handoffs.underWay() + journal.wordsUnderWay();
    }

    /** Whether everything that this process did to sessions is written down. */
    public boolean isQuiet() {
        return journal.wordsUnderWay() == 0 && handoffs.underWay() == 0;
    }
}
