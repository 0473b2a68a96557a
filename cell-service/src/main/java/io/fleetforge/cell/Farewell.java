package io.fleetforge.cell;

import io.fleetforge.cell.fencing.HostLeaseHolder;
import io.fleetforge.cell.fencing.LeaseRenewer;
import io.fleetforge.cell.messaging.BoundedRead;
import io.fleetforge.cell.messaging.HandoffAdapter;
import io.fleetforge.cell.messaging.HandoffPublisher;
import io.fleetforge.cell.messaging.Outbox;
import io.fleetforge.cell.messaging.SessionJournal;
import io.fleetforge.cell.play.PlayDesk;
import jakarta.inject.Singleton;
import java.util.Optional;

/** What has to be ended, or waited for, when the host ends. */
@Singleton
class Farewell {

    private final BoundedRead reads;
    private final Outbox outbox;
    private final SessionJournal journal;
    private final HandoffAdapter handoffAdapter;
    private final HandoffPublisher handoffs;
    private final Borders borders;
    private final PlayDesk desk;
    private final Optional<LeaseRenewer> lease;

    Farewell(
            BoundedRead reads,
            Outbox outbox,
            SessionJournal journal,
            HandoffAdapter handoffAdapter,
            HandoffPublisher handoffs,
            Borders borders,
            PlayDesk desk,
            HostLeaseHolder holder) {
        this.desk = desk;
        this.borders = borders;
        this.lease = holder.renewer();
        this.reads = reads;
        this.outbox = outbox;
        this.journal = journal;
        this.handoffAdapter = handoffAdapter;
        this.handoffs = handoffs;
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

    HandoffAdapter handoffAdapter() {
        return handoffAdapter;
    }

    Borders borders() {
        return borders;
    }

    PlayDesk desk() {
        return desk;
    }

    Optional<LeaseRenewer> lease() {
        return lease;
    }

    HandoffPublisher handoffs() {
        return handoffs;
    }
}
