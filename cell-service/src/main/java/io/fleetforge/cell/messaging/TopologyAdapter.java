package io.fleetforge.cell.messaging;

import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.MalformedMessageException;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.runtime.correlation.CorrelationScope;
import io.fleetforge.runtime.messaging.IncomingEvent;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Reads the compacted topology topic from its beginning and hands this world's records to the host, in order, one at a
 * time. Records of other worlds are skipped by key before they are decoded. A tombstone tells a host nothing: it names no
 * UID, so after a re-read it may be that of a predecessor; a host of a deleted world ends with its pod.
 */
@ApplicationScoped
public class TopologyAdapter {

    private static final Logger LOG = Logger.getLogger(TopologyAdapter.class);

    private final CellHost host;

    public TopologyAdapter(CellHost host) {
        this.host = host;
    }

    @Incoming("topology")
    @Blocking
    @WithSpan("apply topology")
    public void topology(ConsumerRecord<String, byte[]> record) throws MalformedMessageException {
        if (record.key() != null && !record.key().equals(host.identity().world().key())) {
            return;
        }
        var decoded = IncomingEvent.decode(record, EventType.WORLD_TOPOLOGY);
        if (decoded.isEmpty()) {
            return;
        }
        var event = decoded.get();
        try (var scope = CorrelationScope.open(event.correlation())) {
            if (event.payload() instanceof TopologyMessage topology) {
                LOG.infof("topology of %s at revision %d", event.key(), topology.revision());
                host.apply(topology, event.correlation());
            }
        }
    }
}
