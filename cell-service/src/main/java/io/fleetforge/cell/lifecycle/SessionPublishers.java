package io.fleetforge.cell.lifecycle;

import io.fleetforge.cell.durability.Outbox;
import io.fleetforge.cell.durability.SessionJournal;
import io.fleetforge.cell.messaging.HandoffPublisher;
import jakarta.inject.Singleton;

/** Publishers of session records, which are repeated until Kafka acknowledges them. */
@Singleton
class SessionPublishers {

    private static final long FLUSH_MS = 3000;

    private final Outbox outbox;
    private final SessionJournal journal;
    private final HandoffPublisher handoffs;

    SessionPublishers(Outbox outbox, SessionJournal journal, HandoffPublisher handoffs) {
        this.outbox = outbox;
        this.journal = journal;
        this.handoffs = handoffs;
    }

    /** Waits up to three seconds for the records in flight, then stops all repetitions. */
    void close() {
        outbox.flush(FLUSH_MS);
        journal.close();
        handoffs.close();
    }
}
