package io.fleetforge.cell.messaging;

import io.fleetforge.cell.metrics.CellMetrics;
import io.fleetforge.cell.recovery.HandedOffSession;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.cell.topics.TailSource;
import io.fleetforge.cell.topics.TopicTail;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.SessionHandoff;
import io.fleetforge.runtime.correlation.CorrelationScope;
import io.fleetforge.runtime.messaging.IncomingEvent;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;

/**
 * Delivers handoff records to the host from the end that the topic had at process start; earlier ones are read with the first
 * topology, which waits until that end is known. Records of other worlds are skipped by key; unreadable ones are logged.
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
        this.tail = TopicTail.ofWorld(
                source, EventType.SESSION_HANDED_OFF, host.identity().world(), this::deliver);
    }

    public void start() {
        tail.start(positioned::countDown);
    }

    private void deliver(IncomingEvent event) {
        if (event.payload() instanceof SessionHandoff handoff) {
            try (var scope = CorrelationScope.open(event.correlation())) {
                host.handedOff(HandedOffSession.of(handoff), event.correlation());
            }
            if (handoff.host().equals(host.identity().host())) {
                metrics.handedOff(clock.millis() - handoff.at().toEpochMilli());
            }
        }
    }

    /** Delivers nothing any longer. */
    @Override
    public void close() {
        tail.close();
    }
}
