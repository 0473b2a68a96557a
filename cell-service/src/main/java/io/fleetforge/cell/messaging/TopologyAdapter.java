package io.fleetforge.cell.messaging;

import io.fleetforge.cell.runtime.HostIdentity;
import io.fleetforge.contracts.message.MalformedMessageException;
import io.fleetforge.runtime.messaging.RecordContext;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Reads the compacted topology topic from its beginning. Records of other worlds are skipped by key, before they are decoded and
 * before there is a span of them: every host reads those of every world.
 */
@ApplicationScoped
public class TopologyAdapter {

    private final String world;
    private final OwnTopology topology;

    public TopologyAdapter(HostIdentity identity, OwnTopology topology) {
        this.world = identity.world().key();
        this.topology = topology;
    }

    @Incoming("topology")
    @Blocking
    public void topology(ConsumerRecord<String, byte[]> record) throws MalformedMessageException {
        if (record.key() != null && !record.key().equals(world)) {
            return;
        }
        try (var scope = RecordContext.of(record).makeCurrent()) {
            topology.take(record);
        }
    }
}
