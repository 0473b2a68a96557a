package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fleetforge.contracts.crd.WorldTopologySpec.Cell;
import io.fleetforge.e2e.Players.Player;
import io.fleetforge.testing.TestPlatform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Sessions move between hosts, by crossing and by manual operations, and each is on exactly one host while none moves.
 */
class HandoffE2E {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int CROSSING_PLAYERS = 16;

    private final TestPlatform platform = TestPlatform.shared();
    private final Worlds worlds = new Worlds(platform);
    private final Services services = new Services(platform);
    private final Players west = new Players(worlds, services, "handoff", "handoff-0");
    private final Players east = new Players(worlds, services, "handoff", "handoff-1");

    @Test
    @LongScenario
    void shouldKeepEverySessionOnExactlyOneHostWhilePlayersCrossHosts() throws Exception {
        worlds.apply("handoff", 2, 1);
        worlds.awaitReady("handoff");

        // Given a player who crosses and returns
        var traveller = west.walk(west.join("traveller", 490), 510);
        awaitHostAt(east, traveller, 510);
        assertThat(west.view(traveller).statusCode()).as("redirected").isEqualTo(421);
        assertThat(west.view(traveller).body()).contains("handoff-1");
        traveller = east.walk(traveller, 480);
        awaitHostAt(west, traveller, 480);
        assertThat(east.view(traveller).statusCode()).isEqualTo(421);

        // When a crowd crosses while the receiving host is killed
        var crowd = new ArrayList<Player>();
        for (var i = 0; i < CROSSING_PLAYERS; i++) {
            crowd.add(west.join("walker-" + i, 440 + 3 * i));
        }
        for (var i = 0; i < CROSSING_PLAYERS; i++) {
            crowd.set(i, west.walk(crowd.get(i), 510 + i));
            if (i == CROSSING_PLAYERS / 2) {
                kill("handoff-1");
            }
        }

        // Then each of them arrives, once
        for (var walker : crowd) {
            awaitHostAt(east, walker, walker.x());
        }
        assertEachOnOneHost(crowd);

        // And when the host that handed them off is killed, it adopts none of them again
        kill("handoff-0");
        worlds.awaitNotReady("handoff", Duration.ofSeconds(10));
        worlds.awaitReady("handoff");
        crowd.add(traveller); // back at the position of its adoption: there is no checkpoint since
        await("each player is on one host").atMost(SOON).untilAsserted(() -> assertEachOnOneHost(crowd));

        // And players who return while both hosts are killed are on one host, once
        for (var i = 0; i < CROSSING_PLAYERS; i++) {
            crowd.set(i, east.walk(crowd.get(i), 450 + i));
            if (i == CROSSING_PLAYERS / 3) {
                kill("handoff-0");
            }
        }
        kill("handoff-1");
        worlds.awaitNotReady("handoff", Duration.ofSeconds(10));
        worlds.awaitReady("handoff");
        await("each player is on one host").atMost(SOON).untilAsserted(() -> assertEachOnOneHost(crowd));
        worlds.delete("handoff");
    }

    @Test
    void shouldMoveCellsWithoutMovingPlayersWhenHostsAreAddedAndRemoved() throws Exception {
        worlds.apply("handoff", 3, 2);
        worlds.awaitReady("handoff");
        var all = new ArrayList<Player>();
        for (var i = 0; i < CROSSING_PLAYERS; i++) {
            var x = 20 + 60 * i;
            all.add((hostAt(x).equals("handoff-0") ? west : east).join("player-" + i, x));
        }

        // Manually, to a host with capacity
        var moved = worlds.topology("handoff").getSpec().cellsOf("handoff-0").getFirst();
        platform.kubectl()
                .require("annotate", "worldspec", "handoff", "fleetforge.io/force-move=" + moved.id() + "=handoff-1");
        await("the cell runs on the other host")
                .atMost(SOON)
                .untilAsserted(
                        () -> assertThat(worlds.topology("handoff").getSpec().cellsOf("handoff-1"))
                                .extracting(Cell::id)
                                .contains(moved.id()));
        awaitEachAtItsPosition(all);

        // All on one host: the other one is drained, then stopped
        platform.kubectl()
                .require(
                        "patch",
                        "worldspec",
                        "handoff",
                        "--type=merge",
                        "-p",
                        "{\"spec\":{\"capacity\":{\"cellsPerHost\":3}}}");
        await("one host is left")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(worlds.hosts("handoff")).hasSize(1));
        awaitEachAtItsPosition(all);

        // A split beyond the capacity: a host is added first, then a part of the cell moves to it
        var full = worlds.topology("handoff").getSpec().cells().getFirst();
        platform.kubectl().require("annotate", "worldspec", "handoff", "fleetforge.io/force-split=" + full.id());
        await("four cells on two hosts").atMost(SOON).untilAsserted(() -> {
            assertThat(worlds.topology("handoff").getSpec().cells()).hasSize(4);
            assertThat(worlds.topology("handoff").getSpec().cellsOf("handoff-1"))
                    .hasSize(1);
        });
        awaitEachAtItsPosition(all);
        worlds.delete("handoff");
    }

    private String hostAt(double x) {
        return worlds.topology("handoff").getSpec().cells().stream()
                .filter(cell -> cell.bounds().contains(x, 500))
                .findFirst()
                .orElseThrow()
                .host();
    }

    /** Each player is on the host of its position, unmoved, and on no other host. */
    private void awaitEachAtItsPosition(List<Player> players) {
        await("each player is at its position").atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            for (var player : players) {
                var present = hostAt(player.x()).equals("handoff-0") ? west : east;
                var position = present.move(player, player.x());
                assertThat(position.statusCode()).as(position.body()).isEqualTo(200);
                assertThat(present.x(position)).as(player.name()).isEqualTo(player.x());
                assertThat(worlds.hosts("handoff").size() == 1
                                || (present == west ? east : west).view(player).statusCode() != 200)
                        .as("%s is on one host", player.name())
                        .isTrue();
            }
        });
    }

    private void awaitHostAt(Players host, Player player, double x) {
        await(player.name() + " is at " + x).atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            var position = host.view(player);
            assertThat(position.statusCode()).as(position.body()).isEqualTo(200);
            assertThat(host.x(position)).isEqualTo(x);
        });
    }

    private void assertEachOnOneHost(List<Player> players) throws Exception {
        for (var player : players) {
            var hosts = new AtomicInteger();
            for (var host : List.of(west, east)) {
                if (host.view(player).statusCode() == 200) {
                    hosts.incrementAndGet();
                }
            }
            assertThat(hosts).as("hosts of %s", player.name()).hasValue(1);
        }
    }

    private void kill(String host) {
        var pod = worlds.hosts("handoff").stream()
                .filter(candidate -> candidate.getMetadata().getName().equals(host))
                .findFirst()
                .orElseThrow();
        ProcessHandle.of(Services.pid(pod)).orElseThrow().destroyForcibly();
    }
}
