package io.fleetforge.cell.lifecycle;

import io.fleetforge.cell.connection.ConnectionRegistry;
import io.fleetforge.cell.durability.Outbox;
import io.fleetforge.cell.durability.SessionJournal;
import io.fleetforge.cell.fencing.LeaseRenewer;
import io.fleetforge.cell.fencing.LeaseRenewerFactory;
import io.fleetforge.cell.messaging.GhostExchange;
import io.fleetforge.cell.messaging.HandoffAdapter;
import io.fleetforge.cell.messaging.HandoffPublisher;
import io.fleetforge.cell.topics.BoundedTopicRead;
import jakarta.inject.Singleton;
import java.util.Optional;

/** What has to be ended, or waited for, when the host ends. */
@Singleton
class ShutdownSequence {

    private final BoundedTopicRead reads;
    private final Outbox outbox;
    private final SessionJournal journal;
    private final HandoffAdapter handoffAdapter;
    private final HandoffPublisher handoffs;
    private final GhostExchange ghosts;
    private final ConnectionRegistry connections;
    private final Optional<LeaseRenewer> lease;

    ShutdownSequence(
            BoundedTopicRead reads,
            Outbox outbox,
            SessionJournal journal,
            HandoffAdapter handoffAdapter,
            HandoffPublisher handoffs,
            GhostExchange ghosts,
            ConnectionRegistry connections,
            LeaseRenewerFactory holder) {
        this.connections = connections;
        this.ghosts = ghosts;
        this.lease = holder.renewer();
        this.reads = reads;
        this.outbox = outbox;
        this.journal = journal;
        this.handoffAdapter = handoffAdapter;
        this.handoffs = handoffs;
    }

    BoundedTopicRead reads() {
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

    GhostExchange ghosts() {
        return ghosts;
    }

    ConnectionRegistry connections() {
        return connections;
    }

    Optional<LeaseRenewer> lease() {
        return lease;
    }

    HandoffPublisher handoffs() {
        return handoffs;
    }
}
