package io.fleetforge.cell.messaging;

import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.cell.view.Neighbours;
import io.fleetforge.contracts.message.BorderView;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.runtime.messaging.IncomingEvent;

/** Hears what the other hosts of the world let be seen, as it comes. What cannot be read is passed over: the next word is near. */
public final class BorderAdapter implements AutoCloseable {

    private final CellHost host;
    private final Neighbours neighbours;
    private final Tail tail;

    /**
     */
    public BorderAdapter(TailSource source, CellHost host, Neighbours neighbours) {
        this.host = host;
        this.neighbours = neighbours;
        this.tail = Tail.ofKey(
                source, EventType.BORDER_SAMPLED, host.identity().world().key(), this::tell);
    }

    public void start() {
        tail.start(() -> {});
    }

    private void tell(IncomingEvent event) {
        var topology = host.topology();
        var identity = host.identity();
        if (topology != null
                && event.payload() instanceof BorderView view
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
