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

/** Sessions go from host to host, by walking and by force, and are at each moment of quiet on exactly one. */
class HandoffE2E {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int WALKERS = 16;

    private final TestPlatform platform = TestPlatform.shared();
    private final Worlds worlds = new Worlds(platform);
    private final Services services = new Services(platform);
    private final Players west = new Players(worlds, services, "handoff", "handoff-0");
    private final Players east = new Players(worlds, services, "handoff", "handoff-1");

    @Test
    @LongScenario
    void shouldKeepEverySessionOnExactlyOneHostWhilePlayersWalkOverTheBorderOfHosts() throws Exception {
        worlds.apply("handoff", 2, 1);
        worlds.awaitReady("handoff");

        // Given one who walks over and back
        var pilgrim = west.walk(west.join("pilgrim", 490), 510);
        awaitAt(east, pilgrim, 510);
        assertThat(west.look(pilgrim).statusCode()).as("told where to go").isEqualTo(421);
        assertThat(west.look(pilgrim).body()).contains("handoff-1");
        pilgrim = east.walk(pilgrim, 480);
        awaitAt(west, pilgrim, 480);
        assertThat(east.look(pilgrim).statusCode()).isEqualTo(421);

        // When a crowd walks over while the host over there is killed
        var crowd = new ArrayList<Player>();
        for (var i = 0; i < WALKERS; i++) {
            crowd.add(west.join("walker-" + i, 440 + 3 * i));
        }
        for (var i = 0; i < WALKERS; i++) {
            crowd.set(i, west.walk(crowd.get(i), 510 + i));
            if (i == WALKERS / 2) {
                kill("handoff-1");
            }
        }

        // Then everybody arrives, once
        for (var walker : crowd) {
            awaitAt(east, walker, walker.x());
        }
        assertEachOnOneHost(crowd);

        // And when the host that gave them away is killed, it takes nobody back
        kill("handoff-0");
        worlds.awaitNotReady("handoff", Duration.ofSeconds(10));
        worlds.awaitReady("handoff");
        crowd.add(pilgrim); // back to where it was taken up, there being no checkpoint since
        await("everybody is on one host").atMost(SOON).untilAsserted(() -> assertEachOnOneHost(crowd));

        // And those who walk home while both are killed are somewhere, once
        for (var i = 0; i < WALKERS; i++) {
            crowd.set(i, east.walk(crowd.get(i), 450 + i));
            if (i == WALKERS / 3) {
                kill("handoff-0");
            }
        }
        kill("handoff-1");
        worlds.awaitNotReady("handoff", Duration.ofSeconds(10));
        worlds.awaitReady("handoff");
        await("everybody is on one host").atMost(SOON).untilAsserted(() -> assertEachOnOneHost(crowd));
        worlds.delete("handoff");
    }

    @Test
    void shouldMoveCellsBetweenHostsThatComeAndGoWithoutMovingAPlayer() throws Exception {
        worlds.apply("handoff", 3, 2);
        worlds.awaitReady("handoff");
        var all = new ArrayList<Player>();
        for (var i = 0; i < WALKERS; i++) {
            var x = 20 + 60 * i;
            all.add((hostAt(x).equals("handoff-0") ? west : east).join("player-" + i, x));
        }

        // By hand, to a host with room
        var moved = worlds.topology("handoff").getSpec().cellsOf("handoff-0").getFirst();
        platform.kubectl()
                .require("annotate", "worldspec", "handoff", "fleetforge.io/force-move=" + moved.id() + "=handoff-1");
        await("the cell runs over there")
                .atMost(SOON)
                .untilAsserted(
                        () -> assertThat(worlds.topology("handoff").getSpec().cellsOf("handoff-1"))
                                .extracting(Cell::id)
                                .contains(moved.id()));
        awaitEachInPlace(all);

        // All into one host: the other is emptied, then it goes
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
        awaitEachInPlace(all);

        // A split that does not fit: a host comes first, then a part of the cell goes there
        var full = worlds.topology("handoff").getSpec().cells().getFirst();
        platform.kubectl().require("annotate", "worldspec", "handoff", "fleetforge.io/force-split=" + full.id());
        await("four cells on two hosts").atMost(SOON).untilAsserted(() -> {
            assertThat(worlds.topology("handoff").getSpec().cells()).hasSize(4);
            assertThat(worlds.topology("handoff").getSpec().cellsOf("handoff-1"))
                    .hasSize(1);
        });
        awaitEachInPlace(all);
        worlds.delete("handoff");
    }

    private String hostAt(double x) {
        return worlds.topology("handoff").getSpec().cells().stream()
                .filter(cell -> cell.bounds().contains(x, 500))
                .findFirst()
                .orElseThrow()
                .host();
    }

    /** Each on the host that has its place, where it stood, and nowhere else. */
    private void awaitEachInPlace(List<Player> players) {
        await("everybody stands where they stood")
                .atMost(SOON)
                .ignoreExceptions()
                .untilAsserted(() -> {
                    for (var player : players) {
                        var here = hostAt(player.x()).equals("handoff-0") ? west : east;
                        var place = here.move(player, player.x());
                        assertThat(place.statusCode()).as(place.body()).isEqualTo(200);
                        assertThat(here.x(place)).as(player.name()).isEqualTo(player.x());
                        assertThat(worlds.hosts("handoff").size() == 1
                                        || (here == west ? east : west)
                                                        .look(player)
                                                        .statusCode()
                                                != 200)
                                .as("%s is on one host", player.name())
                                .isTrue();
                    }
                });
    }

    private void awaitAt(Players host, Player player, double x) {
        await(player.name() + " stands at " + x).atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            var place = host.look(player);
            assertThat(place.statusCode()).as(place.body()).isEqualTo(200);
            assertThat(host.x(place)).isEqualTo(x);
        });
    }

    private void assertEachOnOneHost(List<Player> players) throws Exception {
        for (var player : players) {
            var hosts = new AtomicInteger();
            for (var host : List.of(west, east)) {
                if (host.look(player).statusCode() == 200) {
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
