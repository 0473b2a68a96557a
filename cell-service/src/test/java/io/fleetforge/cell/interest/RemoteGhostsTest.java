package io.fleetforge.cell.interest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.message.GhostUpdate;
import io.fleetforge.contracts.message.GhostUpdate.Ghost;
import io.fleetforge.contracts.message.GhostUpdate.GhostCell;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.contracts.message.TopologyMessage.HostAssignment;
import io.fleetforge.contracts.message.WorldRef;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RemoteGhostsTest {

    private static final WorldRef WORLD = new WorldRef("default", "w", "u");
    private static final HostAssignment SELF = new HostAssignment("w-0", 1);
    private static final HostAssignment OTHER = new HostAssignment("w-1", 3);

    private final AtomicLong nowNs = new AtomicLong(-7);
    private final RemoteGhosts remoteGhosts = new RemoteGhosts(30, nowNs::get);

    @Test
    void shouldShowTheNewestUpdateOfEachHostWithinReachOfItsCells() {
        received(view("w-1", 3, new Ghost("s1", "ann", 55, 10), new Ghost("s2", "bob", 60, 10)));
        received(view("w-1", 3, new Ghost("s1", "ann", 56, 10)));

        assertThat(remoteGhosts.around(20, 10)).singleElement().satisfies(cell -> {
            assertThat(cell.size()).isEqualTo(1);
            assertThat(cell.x(cell.slot("s1"))).isEqualTo(56);
            assertThat(cell.near(30, 10, new int[4])).isEqualTo(1);
        });
        assertThat(remoteGhosts.around(19, 10)).as("31 from the border").isEmpty();
        assertThat(remoteGhosts.name("s1")).isEqualTo("ann");
        assertThat(remoteGhosts.name("s2")).as("it went").isEmpty();
        assertThat(remoteGhosts.address("w-1")).isEqualTo("10.0.0.1:8080");
        assertThat(remoteGhosts.address("w-2")).isEmpty();
    }

    @Test
    void shouldShowNoGhostsAfterASilentSecondAndKeepTheAddress() {
        received(view("w-1", 3, new Ghost("s1", "ann", 55, 10)));

        nowNs.addAndGet(TimeUnit.MILLISECONDS.toNanos(1200));
        assertThat(remoteGhosts.around(40, 10)).hasSize(1);
        nowNs.incrementAndGet();
        assertThat(remoteGhosts.around(40, 10)).isEmpty();
        assertThat(remoteGhosts.address("w-1")).isNotEmpty();
    }

    @Test
    void shouldAcceptOnlyProcessesThatTheTopologyLists() {
        received(view("w-1", 2, new Ghost("s1", "replaced", 55, 10)));
        received(view("w-7", 3, new Ghost("s2", "unlisted", 55, 10)));
        received(view("w-0", 1, new Ghost("s3", "itself", 55, 10)));

        assertThat(remoteGhosts.around(40, 10)).isEmpty();
        assertThat(remoteGhosts.address("w-7")).isEmpty();
    }

    @Test
    void shouldDropAHostThatLeftTheList() {
        received(view("w-1", 3, new Ghost("s1", "ann", 55, 10)));

        remoteGhosts.received(view("w-0", 1), topology(SELF), "w-0");

        assertThat(remoteGhosts.around(40, 10)).isEmpty();
        assertThat(remoteGhosts.address("w-1")).isEmpty();
    }

    @Test
    void shouldCountASessionOnceWhenTwoHostsReportIt() {
        received(view("w-1", 3, new Ghost("s1", "ann", 55, 10), new Ghost("s1", "ann", 56, 10)));

        assertThat(remoteGhosts.around(40, 10)).singleElement().returns(1, CellSnapshot::size);
    }

    private void received(GhostUpdate view) {
        remoteGhosts.received(view, topology(SELF, OTHER), "w-0");
    }

    private static GhostUpdate view(String host, long incarnation, Ghost... players) {
        return new GhostUpdate(
                WORLD,
                host,
                incarnation,
                "process",
                "10.0.0.1:8080",
                Instant.EPOCH,
                List.of(
                        new GhostCell("east", 2, new Bounds(50, 100, 0, 100), List.of(players)),
                        new GhostCell("empty", 2, new Bounds(50, 100, 100, 200), List.of())));
    }

    private static TopologyMessage topology(HostAssignment... hosts) {
        return new TopologyMessage(WORLD, 1, 1, new Bounds(0, 100, 0, 200), 10, List.of(hosts), List.of());
    }
}
