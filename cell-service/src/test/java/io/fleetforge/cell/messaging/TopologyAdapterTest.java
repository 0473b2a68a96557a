package io.fleetforge.cell.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.cell.checkpoint.SavedSession;
import io.fleetforge.cell.runtime.CellAgent;
import io.fleetforge.cell.runtime.CellHosts;
import io.fleetforge.cell.runtime.HostIdentity;
import io.fleetforge.cell.runtime.HostNews;
import io.fleetforge.cell.runtime.Persistence;
import io.fleetforge.cell.simulation.EntityStore.Entity;
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
            new HostIdentity(WORLD, "starter-0", 1, "boot"),
            new CellHosts.Outside(new Silence(), Persistence.OFF, (late, took) -> {}),
            1,
            new CellHosts.Pace(Duration.ofMillis(1), 1));
    private final TopologyAdapter adapter = new TopologyAdapter(started.host(), closed());

    @AfterEach
    void stop() {
        started.host().stop(CorrelationId.random());
    }

    @Test
    void shouldKeepItsCellsWhenTheTopicIsReadAgainPastTheTombstoneOfAPredecessor() throws Exception {
        adapter.topology(record(WORLD, 1));
        var running = started.host().cell("c1").orElseThrow();

        adapter.topology(record(new WorldRef("default", "starter", "u-1"), 7));
        adapter.topology(new ConsumerRecord<>("topology", 0, 1, WORLD.key(), null));

        assertThat(started.host().cells()).containsExactly(running);
        adapter.topology(record(WORLD, 1));
        assertThat(started.host().cells()).containsExactly(running);
    }

    /** Without a past to read. */
    private static BoundedRead closed() {
        var read = new BoundedRead(Map.of());
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

    private static final class Silence implements HostNews {
        @Override
        public void cellReady(CellAssignment cell, Cause cause) {}

        @Override
        public void cellReleased(CellAssignment cell, Cause cause, String reason) {}

        @Override
        public void cellFailed(CellAssignment cell, Cause cause, String message) {}

        @Override
        public void sessionMoved(Entity entity, CellAgent to, Cause cause, String reason) {}

        @Override
        public boolean sessionTakenUp(SavedSession session, CellAssignment to, Cause cause, String reason) {
            return true;
        }

        @Override
        public void sessionHandedOver(Entity entity, CellAssignment from, HostAssignment to, Cause cause) {}

        @Override
        public void sessionPassedOn(SavedSession session, HostAssignment to, Cause cause) {}

        @Override
        public void sessionLost(SavedSession session, Cause cause, String reason) {}

        @Override
        public void sessionLetGo(String session) {}

        @Override
        public void sessionEnded(Entity entity, CellAssignment from, Cause cause, String reason) {}
    }
}
