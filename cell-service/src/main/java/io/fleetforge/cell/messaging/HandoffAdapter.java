package io.fleetforge.cell.messaging;

import io.fleetforge.cell.checkpoint.Given;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.MalformedMessageException;
import io.fleetforge.contracts.message.SessionHandoff;
import io.fleetforge.contracts.names.Topics;
import io.fleetforge.runtime.correlation.CorrelationScope;
import io.fleetforge.runtime.messaging.IncomingEvent;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Hands the words of sessions given away to the host as they come, from the end that the topic had when the process began:
 * what was before is read with the first topology, which waits for that end to be known. Records of other worlds are skipped
 * by key; one that cannot be read is logged.
 */
public final class HandoffAdapter implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(HandoffAdapter.class);

    private final CellHost host;
    private final CountDownLatch positioned;
    private final Tail tail;

    /**
     * @param settings of a consumer without a group
     * @param positioned counted down when the end is known from which on this reads
     */
    public HandoffAdapter(Map<String, Object> settings, CellHost host, CountDownLatch positioned) {
        this.host = host;
        this.positioned = positioned;
        this.tail = new Tail(settings, Topics.CELL_HANDOFFS, null, this::tell);
    }

    public void start() {
        tail.start(positioned::countDown);
    }

    private void tell(ConsumerRecord<String, byte[]> record) {
        if (record.key() == null
                || record.value() == null
                || !record.key().startsWith(host.identity().world().key() + "/")) {
            return;
        }
        try {
            var decoded = IncomingEvent.decode(record, EventType.SESSION_HANDED_OVER);
            if (decoded.isPresent() && decoded.get().payload() instanceof SessionHandoff handoff) {
                try (var scope = CorrelationScope.open(decoded.get().correlation())) {
                    host.handedOver(Given.of(handoff), decoded.get().correlation());
                }
            }
        } catch (MalformedMessageException | IllegalArgumentException e) {
            LOG.errorf(
                    "record %s-%d@%d is passed over: %s",
                    record.topic(), record.partition(), record.offset(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.errorf(e, "the hand-over of %s failed here", record.key());
        }
    }

    /** Tells the host nothing any more. */
    @Override
    public void close() {
        tail.close();
    }
}
