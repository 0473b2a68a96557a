package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Cell;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.geometry.Tiling;
import io.fleetforge.e2e.Players.Player;
import io.fleetforge.testing.TestPlatform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Crowded cells are split where the players are, empty ones are merged, and a limit that prevents a split is reported.
 */
class AutoscalingE2E {

    private static final String WORLD = "scaled";
    private static final int PER_CELL = 20;
    /** A window of 3 s, telemetry every second, on a machine with other load. */
    private static final Duration SOON = Duration.ofSeconds(20);

    private final TestPlatform platform = TestPlatform.shared();
    private final Worlds worlds = new Worlds(platform);
    private final Players players = new Players(worlds, new Services(platform), WORLD);

    @Test
    void shouldSplitCrowdedCellsAndMergeEmptyOnes() throws Exception {
        apply(4);
        worlds.awaitReady(WORLD);
        var crowd = join(PER_CELL, 10);

        awaitCells(2);
        awaitEvent("CellSplit", "spec.scaling.scaleUpThreshold is 0.8");
        assertThat(bounds())
                .as("split in the crowd, not in the middle of the world")
                .anySatisfy(cell -> assertThat(cell.xMax()).isBetween(10.0, 200.0));
        assertAllPlay(crowd);
        assertThat(playersPerCell()).allSatisfy(count -> assertThat(count).isBetween(8, 12));

        for (var player : crowd) {
            assertThat(players.leave(player).statusCode()).isLessThan(300);
        }
        awaitCells(1);
        awaitEvent("CellsMerged", "spec.scaling.scaleDownThreshold is 0.3");
        assertThat(limit().getStatus()).isEqualTo("False");
        worlds.delete(WORLD);
    }

    @Test
    void shouldReportScalingLimitedAtMaxCellsAndSplitWhenTheLimitIsRaised() throws Exception {
        apply(1);
        worlds.awaitReady(WORLD);
        var crowd = join(PER_CELL, 10);

        await("the limit is reported").atMost(SOON).untilAsserted(() -> {
            assertThat(limit().getStatus()).isEqualTo("True");
            assertThat(limit().getReason()).isEqualTo("MaxCells");
            assertThat(limit().getMessage()).contains("limit of 1 cells (spec.scaling.maxCells");
        });
        awaitEvent("ScalingBlocked", "MaxCells: ");
        assertThat(worlds.topology(WORLD).getSpec().cells()).hasSize(1);

        patchScaling("{\"maxCells\":4}");
        awaitCells(2);
        assertAllPlay(crowd);
        await("the limit is no longer reported")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(limit().getStatus()).isEqualTo("False"));
        worlds.delete(WORLD);
    }

    @Test
    void shouldSplitAndMergeAnEmptyWorldWhenItsLimitsChange() {
        worlds.apply(WORLD, 4, 8);
        worlds.awaitReady(WORLD);
        var pair = worlds.topology(WORLD).getSpec().cells().stream()
                .limit(2)
                .map(Cell::id)
                .toList();
        platform.kubectl()
                .require("annotate", "worldspec", WORLD, "fleetforge.io/force-merge=" + String.join(",", pair));
        awaitCells(3);

        patchScaling("{\"minCells\":4}");
        awaitCells(4);
        awaitEvent("CellSplit", "the world has 3 cells, spec.scaling.minCells is 4");

        platform.kubectl()
                .require(
                        "annotate",
                        "worldspec",
                        WORLD,
                        "fleetforge.io/force-split="
                                + worlds.topology(WORLD)
                                        .getSpec()
                                        .cells()
                                        .getFirst()
                                        .id());
        awaitCells(5);
        patchScaling("{\"maxCells\":4}");
        awaitCells(4);
        awaitEvent("CellsMerged", "the world has 5 cells, more than its limit of 4");
        worlds.delete(WORLD);
    }

    private void patchScaling(String scaling) {
        worlds.edit(WORLD, "{\"spec\":{\"scaling\":" + scaling + "}}");
    }

    private void apply(int maxCells) {
        var world =
                Serialization.unmarshal("""
                apiVersion: fleetforge.io/v1
                kind: WorldSpec
                metadata: {name: %s, namespace: %s}
                spec:
                  topology:
                    initialCells: 1
                    worldBoundaries: {xMin: 0, xMax: 1000, yMin: 0, yMax: 1000}
                    minCellSize: 10
                  capacity: {maxPlayersPerCell: %d, cellsPerHost: 8}
                  scaling: {stabilizationWindow: 3s, cooldown: 5s, maxCells: %d}
                """.formatted(WORLD, Worlds.NAMESPACE, PER_CELL, maxCells), WorldSpec.class);
        platform.client().resource(world).create();
    }

    private List<Player> join(int count, double apart) throws Exception {
        var crowd = new ArrayList<Player>();
        for (var i = 0; i < count; i++) {
            crowd.add(players.join("player-" + i, 1 + apart * i));
        }
        return crowd;
    }

    private void awaitCells(int count) {
        await(count + " cells run").atMost(SOON).untilAsserted(() -> {
            assertThat(worlds.topology(WORLD).getSpec().cells()).hasSize(count);
            assertThat(players.cells()).hasSize(count);
        });
        var topology = worlds.topology(WORLD).getSpec();
        assertThat(Tiling.violation(topology.source().bounds(), bounds())).isEmpty();
        worlds.awaitReady(WORLD);
    }

    private List<Bounds> bounds() {
        return worlds.topology(WORLD).getSpec().cells().stream()
                .map(Cell::bounds)
                .toList();
    }

    private Condition limit() {
        return Objects.requireNonNull(worlds.get(WORLD).getStatus().condition("ScalingLimited"));
    }

    private List<Integer> playersPerCell() throws Exception {
        return players.cells().findValues("players").stream()
                .map(count -> count.asInt())
                .toList();
    }

    private void assertAllPlay(List<Player> all) throws Exception {
        for (var player : all) {
            var position = players.move(player, player.x());
            assertThat(position.statusCode()).as(player.name()).isEqualTo(200);
            assertThat(players.x(position)).as(player.name()).isEqualTo(player.x());
        }
        assertThat(playersPerCell().stream().mapToInt(Integer::intValue).sum()).isEqualTo(all.size());
    }

    private void awaitEvent(String reason, String note) {
        await("event " + reason)
                .atMost(SOON)
                .untilAsserted(() -> assertThat(platform.client()
                                .events()
                                .v1()
                                .events()
                                .inNamespace(Worlds.NAMESPACE)
                                .list()
                                .getItems())
                        .filteredOn(event -> WORLD.equals(event.getRegarding().getName()))
                        .filteredOn(event -> reason.equals(event.getReason()))
                        .extracting(Event::getNote)
                        .anySatisfy(found -> assertThat(found).contains(note)));
    }
}
