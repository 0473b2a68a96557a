package io.fleetforge.cell.lifecycle;

import io.fleetforge.cell.messaging.GhostAdapter;
import io.fleetforge.cell.messaging.HandoffAdapter;
import io.fleetforge.cell.topics.BoundedTopicRead;
import jakarta.inject.Singleton;

/** Adapters of the records that a host reads beside the topology: handoffs, ghosts, the recovery log. */
@Singleton
class InboundAdapters {

    private final HandoffAdapter handoffs;
    private final GhostAdapter ghosts;
    private final BoundedTopicRead reads;

    InboundAdapters(HandoffAdapter handoffs, GhostAdapter ghosts, BoundedTopicRead reads) {
        this.handoffs = handoffs;
        this.ghosts = ghosts;
        this.reads = reads;
    }

    void start() {
        handoffs.start();
        ghosts.start();
    }

    /** Delivers nothing any longer, and aborts a recovery in progress. */
    void close() {
        ghosts.close();
        reads.close();
        handoffs.close();
    }
}
