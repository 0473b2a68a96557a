package io.fleetforge.cell.lifecycle;

import io.fleetforge.cell.keys.SessionKeyAdapter;
import io.fleetforge.cell.messaging.GhostAdapter;
import io.fleetforge.cell.messaging.HandoffAdapter;
import io.fleetforge.cell.topics.BoundedTopicRead;
import jakarta.inject.Singleton;

/** Adapters of the records that a host reads beside the topology: keys, handoffs, ghosts, the recovery log. */
@Singleton
class InboundAdapters {

    private final HandoffAdapter handoffs;
    private final GhostAdapter ghosts;
    private final SessionKeyAdapter keys;
    private final BoundedTopicRead reads;

    InboundAdapters(HandoffAdapter handoffs, GhostAdapter ghosts, SessionKeyAdapter keys, BoundedTopicRead reads) {
        this.handoffs = handoffs;
        this.ghosts = ghosts;
        this.keys = keys;
        this.reads = reads;
    }

    void start() {
        keys.start();
        handoffs.start();
        ghosts.start();
    }

    /** Delivers nothing any longer, and aborts a recovery in progress. */
    void close() {
        ghosts.close();
        keys.close();
        reads.close();
        handoffs.close();
    }
}
