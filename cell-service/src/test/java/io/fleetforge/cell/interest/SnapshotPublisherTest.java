package io.fleetforge.cell.interest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.fleetforge.cell.simulation.EntityStore;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.geometry.Bounds;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class SnapshotPublisherTest {

    private final EntityStore entities = new EntityStore();
    private final SnapshotPublisher publisher =
            new SnapshotPublisher(new CellSnapshot.Source("c", 1, new Bounds(0, 100, 0, 100)));

    @Test
    void shouldPublishOneSnapshotPerTickWhileRequested() {
        entities.add(new Entity("a", 1, 2, 1, 2));
        publisher.ticked(entities);
        assertThat(publisher.latest()).as("not requested").isNull();

        publisher.request(10);
        publisher.ticked(entities);
        var first = publisher.latest();
        entities.add(new Entity("b", 3, 4, 3, 4));
        publisher.ticked(entities);

        assertThat(first).isNotNull();
        assertThat(first.tick()).isEqualTo(2);
        assertThat(first.size()).as("a snapshot never changes").isEqualTo(1);
        assertThat(first.x(first.slot("a"))).isEqualTo(1);
        assertThat(first.slot("b")).isEqualTo(-1);
        assertThat(publisher.latest().size()).isEqualTo(2);
        assertThat(publisher.latest().near(3, 4, new int[4])).isEqualTo(2);
    }

    @Test
    void shouldDropItsSnapshotWithoutRequestsAndThenAllocateNothing() {
        publisher.request(10);
        for (var tick = 0; tick < 30; tick++) {
            publisher.ticked(entities);
        }
        assertThat(publisher.latest()).isNull();

        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var leastBytes = Long.MAX_VALUE;
        for (var take = 0; take < 5; take++) {
            var beforeBytes = threads.getCurrentThreadAllocatedBytes();
            for (var tick = 0; tick < 10_000; tick++) {
                publisher.ticked(entities);
            }
            leastBytes = Math.min(leastBytes, threads.getCurrentThreadAllocatedBytes() - beforeBytes);
        }
        assertThat(leastBytes).isZero();
    }
}
