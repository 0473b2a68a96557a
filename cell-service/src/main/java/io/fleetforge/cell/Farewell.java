package io.fleetforge.cell;

import io.fleetforge.cell.messaging.BoundedRead;
import io.fleetforge.cell.messaging.Outbox;
import io.fleetforge.cell.messaging.SessionJournal;
import jakarta.inject.Singleton;

/** What has to be ended, or waited for, when the host ends. */
@Singleton
class Farewell {

    private final BoundedRead reads;
    private final Outbox outbox;
    private final SessionJournal journal;

    Farewell(BoundedRead reads, Outbox outbox, SessionJournal journal) {
        this.reads = reads;
        this.outbox = outbox;
        this.journal = journal;
    }

    BoundedRead reads() {
        return reads;
    }

    Outbox outbox() {
        return outbox;
    }

    SessionJournal journal() {
        return journal;
    }
}
