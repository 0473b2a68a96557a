package io.fleetforge.cell.messaging;

import io.fleetforge.cell.interest.RemoteGhosts;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.GhostUpdate;
import io.fleetforge.runtime.messaging.IncomingEvent;

/** Hears what the other hosts of the world let be seen, as it comes. What cannot be read is passed over: the next word is near. */
public final class GhostAdapter implements AutoCloseable {

    private final CellHost host;
    private final RemoteGhosts neighbours;
    private final TopicTail tail;

    /**
     */
    public GhostAdapter(TailSource source, CellHost host, RemoteGhosts neighbours) {
        this.host = host;
        this.neighbours = neighbours;
        this.tail = TopicTail.ofKey(
                source, EventType.GHOST_SAMPLED, host.identity().world().key(), this::tell);
    }

    public void start() {
        tail.start(() -> {});
    }

    private void tell(IncomingEvent event) {
        var topology = host.topology();
        var identity = host.identity();
        if (topology != null
                && event.payload() instanceof GhostUpdate view
                && view.world().uid().equals(identity.world().uid())) {
            neighbours.heard(view, topology, identity.host());
        }
    }

    /** Hears nothing any more. */
    @Override
    public void close() {
        tail.close();
    }
}
