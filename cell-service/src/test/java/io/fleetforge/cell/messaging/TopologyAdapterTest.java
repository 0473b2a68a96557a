package io.fleetforge.cell.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.cell.fencing.Fence;
import io.fleetforge.cell.runtime.CellHosts;
import io.fleetforge.cell.runtime.HostIdentity;
import io.fleetforge.cell.runtime.NoopHostEventListener;
import io.fleetforge.cell.runtime.Persistence;
import io.fleetforge.cell.topics.BoundedTopicRead;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.message.MalformedMessageException;
import io.fleetforge.contracts.message.MessageCodec;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
import io.fleetforge.contracts.message.TopologyMessage.HostAssignment;
import io.fleetforge.contracts.message.WorldRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopologyAdapterTest {

    private static final WorldRef WORLD = new WorldRef("default", "starter", "u-2");
    private static final Bounds ALL = new Bounds(0, 100, 0, 100);

    private final CellHosts.Started started = CellHosts.start(
            new HostIdentity(WORLD, "starter-0", 1, "process"),
            new CellHosts.Outside(new NoopHostEventListener(), Persistence.OFF, (late, took) -> {}),
            1,
            new CellHosts.TickRate(Duration.ofMillis(1), 1));
    private final TopologyAdapter adapter =
            new TopologyAdapter(started.host(), closed(), new TopologyApplier(started.host(), Fence.none()));

    @AfterEach
    void stop() {
        started.host().stop(CorrelationId.random());
    }

    @Test
    void shouldKeepItsCellsWhenTheTopicIsReadAgainAcrossATombstoneOfAPredecessor() throws Exception {
        adapter.topology(record(WORLD, 1));
        var running = started.host().cell("c1").orElseThrow();

        adapter.topology(record(new WorldRef("default", "starter", "u-1"), 7));
        adapter.topology(new ConsumerRecord<>("topology", 0, 1, WORLD.key(), null));

        assertThat(started.host().cells()).containsExactly(running);
        adapter.topology(record(WORLD, 1));
        assertThat(started.host().cells()).containsExactly(running);
    }

    /** A read without history. */
    private static BoundedTopicRead closed() {
        var read = new BoundedTopicRead(Map.of());
        read.close();
        return read;
    }

    private static ConsumerRecord<String, byte[]> record(WorldRef world, long revision)
            throws MalformedMessageException {
        var topology = new TopologyMessage(
                world,
                revision,
                1,
                ALL,
                10,
                List.of(new HostAssignment("starter-0", 1)),
                List.of(new CellAssignment("c1", ALL, "starter-0", 1, List.of())));
        return new ConsumerRecord<>("topology", 0, 0, world.key(), MessageCodec.encode(topology));
    }
}
