package io.fleetforge.cell.messaging;

import io.fleetforge.cell.interest.RemoteGhosts;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.cell.topics.TailSource;
import io.fleetforge.cell.topics.TopicTail;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.GhostUpdate;
import io.fleetforge.runtime.messaging.IncomingEvent;

/** Receives the ghosts of the world's other hosts. Unreadable records are skipped: the next update follows soon. */
public final class GhostAdapter implements AutoCloseable {

    private final CellHost host;
    private final RemoteGhosts remoteGhosts;
    private final TopicTail tail;

    /**
     */
    public GhostAdapter(TailSource source, CellHost host, RemoteGhosts remoteGhosts) {
        this.host = host;
        this.remoteGhosts = remoteGhosts;
        this.tail =
                TopicTail.ofKey(source, EventType.GHOST_SAMPLED, host.identity().world(), this::deliver);
    }

    public void start() {
        tail.start(() -> {});
    }

    private void deliver(IncomingEvent event) {
        var topology = host.topology();
        var identity = host.identity();
        if (topology != null
                && event.payload() instanceof GhostUpdate view
                && view.world().uid().equals(identity.world().uid())) {
            remoteGhosts.received(view, topology, identity.host());
        }
    }

    /** Stops receiving. */
    @Override
    public void close() {
        tail.close();
    }
}
