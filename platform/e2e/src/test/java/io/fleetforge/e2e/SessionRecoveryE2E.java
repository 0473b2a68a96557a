package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fleetforge.contracts.names.Labels;
import io.fleetforge.e2e.Players.Player;
import io.fleetforge.testing.TestPlatform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every acknowledged session is recovered after its host crashed, was deleted or was replaced. */
class SessionRecoveryE2E {

    private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(20);
    private static final int CROSSING_PLAYERS = 12;

    private final TestPlatform platform = TestPlatform.shared();
    private final Worlds worlds = new Worlds(platform);
    private final Players players = new Players(worlds, new Services(platform), "saved");

    @Test
    void shouldRecoverEveryAcknowledgedSessionAndNoneThatLeft() throws Exception {
        worlds.apply(
                "saved", 4, 4, Map.of(Labels.SCALING_PAUSED, "true")); // with few players, cells would merge meanwhile
        worlds.edit("saved", "{\"spec\":{\"persistence\":{\"checkpointInterval\":\"1s\"}}}");
        worlds.awaitReady("saved");
        awaitServing();
        var all = new ArrayList<Player>();
        for (var i = 0; i < CROSSING_PLAYERS; i++) {
            all.add(players.walk(players.join("walker-" + i, 40 + 80 * i), 45 + 80 * i));
        }
        all.add(players.walk(players.join("crosses", 490), 510));
        var gone = players.join("gone", 5);
        assertThat(players.leave(gone).statusCode()).isEqualTo(204);
        worlds.edit("saved", "{\"spec\":{\"topology\":{\"worldBoundaries\":{\"xMax\":2000}}}}");
        worlds.awaitReady("saved");
        all.add(players.join("pioneer", 1500));
        await("a checkpoint with all players at rest")
                .pollDelay(Duration.ofSeconds(3))
                .until(() -> true);
        all.add(players.join("just-joined", 777));

        ProcessHandle.of(Services.pid(worlds.hosts("saved").getFirst()))
                .orElseThrow()
                .destroyForcibly();
        worlds.awaitNotReady("saved", Duration.ofSeconds(10));
        worlds.awaitReady("saved", RECOVERY_LIMIT);
        awaitServing();
        assertAllPlay("killed", all, gone);

        var epoch = worlds.topology("saved").getSpec().epoch();
        platform.kubectl().require("delete", "pod", "saved-0", "--wait=true");
        await("the host has a successor")
                .atMost(RECOVERY_LIMIT)
                .until(() -> worlds.topology("saved").getSpec().epoch() > epoch);
        awaitServing();
        assertAllPlay("deleted", all, gone);

        worlds.edit("saved", "{\"spec\":{\"image\":\"fleetforge-cell:second\"}}");
        await("the host is replaced")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(worlds.hosts("saved"))
                        .singleElement()
                        .satisfies(pod -> assertThat(
                                        pod.getSpec().getContainers().getFirst().getImage())
                                .isEqualTo("fleetforge-cell:second")));
        awaitServing();
        assertAllPlay("replaced", all, gone);
        worlds.delete("saved");
    }

    private void assertAllPlay(String what, List<Player> all, Player gone) throws Exception {
        for (var player : all) {
            var position = players.view(player);
            assertThat(position.statusCode())
                    .as("%s: %s: %s", what, player.name(), position.body())
                    .isEqualTo(200);
            assertThat(players.x(position))
                    .as("%s: where %s stood", what, player.name())
                    .isEqualTo(player.x());
            assertThat(players.move(player, player.x()).statusCode())
                    .as("%s: the token of %s", what, player.name())
                    .isEqualTo(200);
        }
        assertThat(players.count())
                .as("%s: none is doubled, none came back", what)
                .isEqualTo(all.size());
        assertThat(players.view(gone).statusCode())
                .as("%s: a player who left stays away", what)
                .isEqualTo(404);
    }

    /** The status may still be of the previous pod; the host itself is not. */
    private void awaitServing() {
        await("the host serves the sessions")
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .untilAsserted(() -> {
                    var topology = worlds.topology("saved").getSpec();
                    assertThat(worlds.hosts("saved")).singleElement().satisfies(pod -> {
                        assertThat(pod.getMetadata().getAnnotations())
                                .containsEntry(
                                        "fleetforge.io/incarnation",
                                        Long.toString(
                                                topology.hosts().getFirst().incarnation()));
                        assertThat(Services.ready(pod)).isTrue();
                    });
                    assertThat(players.cells()).hasSize(topology.cells().size());
                });
    }
}
