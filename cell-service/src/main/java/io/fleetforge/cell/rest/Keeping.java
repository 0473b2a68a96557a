package io.fleetforge.cell.rest;

import io.fleetforge.cell.messaging.CellNewsPublisher;
import io.fleetforge.cell.messaging.Outbox;
import io.fleetforge.cell.messaging.SessionJournal;
import jakarta.inject.Singleton;

/** How sessions are kept beyond this process, told and ended. */
@Singleton
class Keeping {

    private final SessionJournal journal;
    private final Outbox outbox;
    private final Departures departures;
    private final CellNewsPublisher news;

    Keeping(SessionJournal journal, Outbox outbox, Departures departures, CellNewsPublisher news) {
        this.journal = journal;
        this.outbox = outbox;
        this.departures = departures;
        this.news = news;
    }

    CellNewsPublisher news() {
        return news;
    }

    Departures departures() {
        return departures;
    }

    SessionJournal journal() {
        return journal;
    }

    Outbox outbox() {
        return outbox;
    }
}
