package io.fleetforge.cell.messaging;

import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.cell.view.Neighbours;
import io.fleetforge.contracts.message.BorderView;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.MalformedMessageException;
import io.fleetforge.contracts.names.Topics;
import io.fleetforge.runtime.messaging.IncomingEvent;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Hears what the other hosts of the world let be seen, as it comes. What cannot be read is passed over: the next word is near. */
public final class BorderAdapter implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(BorderAdapter.class);

    private final CellHost host;
    private final Neighbours neighbours;
    private final Tail tail;

    /**
     * @param settings of a consumer without a group
     */
    public BorderAdapter(Map<String, Object> settings, CellHost host, Neighbours neighbours) {
        this.host = host;
        this.neighbours = neighbours;
        this.tail =
                new Tail(settings, Topics.CELL_BORDERS, host.identity().world().key(), this::tell);
    }

    public void start() {
        tail.start(() -> {});
    }

    private void tell(ConsumerRecord<String, byte[]> record) {
        var topology = host.topology();
        var identity = host.identity();
        if (topology == null || !identity.world().key().equals(record.key())) {
            return;
        }
        try {
            var decoded = IncomingEvent.decode(record, EventType.BORDER_SAMPLED);
            if (decoded.isPresent()
                    && decoded.get().payload() instanceof BorderView view
                    && view.world().uid().equals(identity.world().uid())) {
                neighbours.heard(view, topology, identity.host());
            }
        } catch (MalformedMessageException | IllegalArgumentException e) {
            LOG.errorf(
                    "record %s-%d@%d is passed over: %s",
                    record.topic(), record.partition(), record.offset(), e.getMessage());
        }
    }

    /** Hears nothing any more. */
    @Override
    public void close() {
        tail.close();
    }
}
