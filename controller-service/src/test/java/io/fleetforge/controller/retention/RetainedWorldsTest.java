package io.fleetforge.controller.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldSpecStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetainedWorldsTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    /** A third of an hour, a checkpoint interval and five minutes. */
    private static final Duration READY_FOR = Duration.ofMinutes(25).plusSeconds(30);

    @Test
    void shouldHaveTheAgeOfAWorldThatWasReadyForLongEnough() {
        assertThat(removable(world("1h", "30s", "True", READY_FOR)))
                .isEqualTo(Map.of("games/arena", Duration.ofHours(1)));
        assertThat(removable(world("1h", "30s", "True", READY_FOR.minusSeconds(1))))
                .isEmpty();
    }

    @Test
    void shouldRemoveNothingOfAWorldThatIsNotReady() {
        assertThat(removable(world("1h", "30s", "False", Duration.ofDays(2)))).isEmpty();
        var without = world("1h", "30s", "True", READY_FOR);
        without.setStatus(null);
        assertThat(removable(without)).isEmpty();
    }

    @Test
    void shouldRemoveNothingOfAWorldThatIsDeletedOrKeepsNothing() {
        var deleting = world("1h", "30s", "True", READY_FOR);
        deleting.getMetadata().setDeletionTimestamp(NOW.toString());
        assertThat(removable(deleting)).isEmpty();
        var volatileWorld = Serialization.unmarshal(
                Serialization.asYaml(world("1h", "30s", "True", READY_FOR)).replace("enabled: true", "enabled: false"),
                WorldSpec.class);
        assertThat(removable(volatileWorld)).isEmpty();
    }

    @Test
    void shouldKeepCheckpointsOfLivingCellsWhateverThePeriodIs() {
        assertThat(removable(world("1h", "2h", "True", Duration.ofDays(1))))
                .containsEntry("games/arena", Duration.ofHours(4).plusMinutes(5));
    }

    private static Map<String, Duration> removable(WorldSpec world) {
        return RetainedWorlds.removable(List.of(world), NOW);
    }

    private static WorldSpec world(String retention, String interval, String ready, Duration since) {
        var world = Serialization.unmarshal("""
                apiVersion: fleetforge.io/v1
                kind: WorldSpec
                metadata: {name: arena, namespace: games, uid: u-1}
                spec:
                  topology: {initialCells: 1, worldBoundaries: {xMin: 0, xMax: 10, yMin: 0, yMax: 10}}
                  persistence: {enabled: true, checkpointInterval: %s, retentionPeriod: %s}
                """.formatted(interval, retention), WorldSpec.class);
        var condition = new ConditionBuilder()
                .withType("Ready")
                .withStatus(ready)
                .withLastTransitionTime(NOW.minus(since).toString())
                .build();
        world.setStatus(Serialization.unmarshal(
                "conditions: [" + Serialization.asJson(condition) + "]", WorldSpecStatus.class));
        return world;
    }
}
