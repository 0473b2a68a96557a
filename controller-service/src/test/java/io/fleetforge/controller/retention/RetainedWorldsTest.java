package io.fleetforge.controller.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.fleetforge.contracts.crd.WorldSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetainedWorldsTest {

    /** A third of an hour, three intervals of 30 s and five minutes. */
    private static final Duration STEADY = Duration.ofMinutes(26).plusSeconds(30);

    private static final String WORLD = """
            apiVersion: fleetforge.io/v1
            kind: WorldSpec
            metadata: {name: arena, namespace: games, uid: u-1, generation: 3}
            spec:
              topology: {initialCells: 1, worldBoundaries: {xMin: 0, xMax: 10, yMin: 0, yMax: 10}}
              capacity: {maxPlayersPerCell: 200}
              persistence: {enabled: true, checkpointInterval: 30s, retentionPeriod: 1h}
            status:
              observedGeneration: 3
              conditions:
                - {type: Ready, status: "True"}
                - {type: Reconciling, status: "False"}
            """;

    @Test
    void shouldHaveTheAgeOfAWorldWhoseHostsReportForLongEnough() {
        assertThat(removable(WORLD, STEADY)).isEqualTo(Map.of("games/arena", Duration.ofHours(1)));
        assertThat(removable(WORLD, STEADY.minusSeconds(1))).isEmpty();
    }

    @Test
    void shouldRemoveNothingOfAWorldThatIsNotAsItsSpecAsks() {
        assertThat(removable(WORLD.replace("type: Ready, status: \"True\"", "type: Ready, status: \"False\""), STEADY))
                .isEmpty();
        assertThat(removable(WORLD.replace("Reconciling, status: \"False\"", "Reconciling, status: \"True\""), STEADY))
                .as("a host has the period before")
                .isEmpty();
        assertThat(removable(WORLD.replace("generation: 3}", "generation: 4}"), STEADY))
                .as("the period has just been changed")
                .isEmpty();
        assertThat(removable(WORLD.replaceAll("(?s)status:\\n.*", ""), STEADY)).isEmpty();
    }

    @Test
    void shouldRemoveNothingOfAWorldThatIsDeletedOrKeepsNothing() {
        assertThat(removable(WORLD.replace("uid: u-1", "uid: u-1, deletionTimestamp: '2026-11-30T12:00:00Z'"), STEADY))
                .isEmpty();
        assertThat(removable(WORLD.replace("enabled: true", "enabled: false"), STEADY))
                .isEmpty();
    }

    @Test
    void shouldKeepRecordsOfLivingCellsWhateverThePeriodIs() {
        assertThat(removable(WORLD.replace("30s", "2h"), Duration.ofDays(1)))
                .containsEntry("games/arena", Duration.ofHours(6).plusMinutes(25));
    }

    private static Map<String, Duration> removable(String world, Duration steady) {
        return RetainedWorlds.removable(
                List.of(Serialization.unmarshal(world, WorldSpec.class)),
                uid -> uid.equals("u-1") ? steady : Duration.ZERO);
    }
}
