package io.fleetforge.cell.messaging;

import io.fleetforge.cell.recovery.HandedOffSession;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.SessionHandoff;
import io.fleetforge.runtime.correlation.CorrelationScope;
import io.fleetforge.runtime.messaging.IncomingEvent;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;

/**
 * Hands the words of sessions given away to the host as they come, from the end that the topic had when the process began:
 * what was before is read with the first topology, which waits for that end to be known. Records of other worlds are skipped
 * by key; one that cannot be read is logged.
 */
public final class HandoffAdapter implements AutoCloseable {

    private final CellHost host;
    private final CountDownLatch positioned;
    private final CellMetrics metrics;
    private final Clock clock;
    private final TopicTail tail;

    /**
     * @param positioned counted down when the end is known from which on this reads
     */
    public HandoffAdapter(
            TailSource source, CellHost host, CountDownLatch positioned, CellMetrics metrics, Clock clock) {
        this.metrics = metrics;
        this.clock = clock;
        this.host = host;
        this.positioned = positioned;
        this.tail = TopicTail.ofKeysUnder(
                source, EventType.SESSION_HANDED_OFF, host.identity().world().key() + "/", this::tell);
    }

    public void start() {
        tail.start(positioned::countDown);
    }

    private void tell(IncomingEvent event) {
        if (event.payload() instanceof SessionHandoff handoff) {
            try (var scope = CorrelationScope.open(event.correlation())) {
                host.handedOver(HandedOffSession.of(handoff), event.correlation());
            }
            if (handoff.host().equals(host.identity().host())) {
                metrics.handedOver(clock.millis() - handoff.at().toEpochMilli());
            }
        }
    }

    /** Tells the host nothing any more. */
    @Override
    public void close() {
        tail.close();
    }
}
