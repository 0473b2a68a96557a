package io.fleetforge.cell.messaging;

import io.fleetforge.cell.fencing.Fence;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.MalformedMessageException;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.runtime.correlation.CorrelationScope;
import io.fleetforge.runtime.messaging.IncomingEvent;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Hands a topology to the host, in a span of its own below the present one. A bean, since spans are made around calls of beans. */
@ApplicationScoped
public class TopologyApplier {

    private static final Logger LOG = Logger.getLogger(TopologyApplier.class);

    private final CellHost host;
    private final Fence fence;

    public TopologyApplier(CellHost host, Fence fence) {
        this.host = host;
        this.fence = fence;
    }

    /** True when the record is a topology of this very world, by UID. */
    @WithSpan("apply topology")
    public boolean apply(ConsumerRecord<String, byte[]> record) throws MalformedMessageException {
        var decoded = IncomingEvent.decode(record, EventType.WORLD_TOPOLOGY);
        if (decoded.isEmpty() || !(decoded.get().payload() instanceof TopologyMessage topology)) {
            return false;
        }
        try (var scope = CorrelationScope.open(decoded.get().correlation())) {
            LOG.infof("topology of %s at revision %d", decoded.get().key(), topology.revision());
            if (replaces(topology)) {
                fence.replaced();
            }
            host.apply(topology, decoded.get().correlation());
        }
        return topology.world().uid().equals(host.identity().world().uid());
    }

    /**
     * Whether it lists a later incarnation of this host: then this process is replaced, whatever its heartbeats.
     */
    private boolean replaces(TopologyMessage topology) {
        var self = host.identity();
        return topology.world().uid().equals(self.world().uid())
                && topology.hosts().stream()
                        .anyMatch(listed ->
                                listed.name().equals(self.host()) && listed.incarnation() > self.incarnation());
    }
}
