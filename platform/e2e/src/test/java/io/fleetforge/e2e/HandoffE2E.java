package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
