package io.fleetforge.cell.lifecycle;

import io.fleetforge.cell.keys.SessionKeyAdapter;
import io.fleetforge.cell.messaging.GhostAdapter;
import io.fleetforge.cell.messaging.HandoffAdapter;
import io.fleetforge.cell.messaging.SessionDirectoryAdapter;
import io.fleetforge.cell.topics.BoundedTopicRead;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Adapters of the records that a host reads beside the topology: keys, sessions, handoffs, ghosts, the recovery log. */
@Singleton
class InboundAdapters {

    private final HandoffAdapter handoffs;
    private final GhostAdapter ghosts;
    private final SessionKeyAdapter keys;
    private final Optional<SessionDirectoryAdapter> directory;
    private final BoundedTopicRead reads;

    InboundAdapters(
            HandoffAdapter handoffs,
            GhostAdapter ghosts,
            SessionKeyAdapter keys,
            SessionFollowing directory,
            BoundedTopicRead reads) {
        this.handoffs = handoffs;
        this.ghosts = ghosts;
        this.keys = keys;
        this.directory = directory.adapter();
        this.reads = reads;
    }

    void start() {
        keys.start();
        directory.ifPresent(SessionDirectoryAdapter::start);
        handoffs.start();
        ghosts.start();
    }

    /** Delivers nothing any longer, and aborts a recovery in progress. */
    void close() {
        ghosts.close();
        keys.close();
        directory.ifPresent(SessionDirectoryAdapter::close);
        reads.close();
        handoffs.close();
    }
}
