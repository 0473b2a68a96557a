package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fleetforge.contracts.crd.WorldTopologySpec.Cell;
import io.fleetforge.contracts.geometry.Tiling;
import io.fleetforge.e2e.Players.Player;
import io.fleetforge.testing.TestPlatform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** An operator splits and merges cells by annotation while players stay connected. */
class ManualOperationsE2E {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    private final TestPlatform platform = TestPlatform.shared();
    private final Worlds worlds = new Worlds(platform);
    private final Players players = new Players(worlds, new Services(platform), "forced");

    @Test
    void shouldSplitAndMergeAnnotatedCellsAndKeepEverySession() throws Exception {
        worlds.apply("forced", 2, 8);
        worlds.awaitReady("forced");
        var all = new ArrayList<Player>();
        for (var i = 0; i < 10; i++) {
            all.add(players.join("player-" + i, 50 + 100 * i));
        }
        var parent = cells().getFirst();

        annotate("fleetforge.io/force-split=" + parent.id());
        awaitCells(3, cell -> cell.parents().equals(List.of(parent.id())), 2);
        awaitAnswered("force-split");
        awaitEvent("CellSplit", "split " + parent.id());
        assertAllPlay(all);

        var children = cells().stream()
                .filter(cell -> cell.parents().contains(parent.id()))
                .map(Cell::id)
                .toList();
        annotate("fleetforge.io/force-split=" + parent.id());
        awaitAnswered("force-split");
        awaitEvent("SplitAlreadyDone", String.join(", ", children) + " replaced " + parent.id());
        annotate("fleetforge.io/force-merge=" + String.join(",", children));
        awaitCells(2, cell -> cell.parents().equals(children), 1);
        awaitAnswered("force-merge");
        awaitEvent("CellsMerged", "merge " + String.join(", ", children));
        assertAllPlay(all);
        worlds.delete("forced");
    }

    @Test
    void shouldRefuseWithAReasonAndRemoveTheAnnotation() {
        worlds.apply("forced", 2, 8);
        worlds.awaitReady("forced");
        var revision = worlds.topology("forced").getSpec().revision();

        annotate("fleetforge.io/force-split=c9-9");

        awaitAnswered("force-split");
        awaitEvent("SplitRefused", "no such cell among c9-9");
        assertThat(worlds.topology("forced").getSpec().revision()).isEqualTo(revision);
        worlds.delete("forced");
    }

    private List<Cell> cells() {
        return worlds.topology("forced").getSpec().cells();
    }

    private void annotate(String annotation) {
        platform.kubectl().require("annotate", "worldspec", "forced", annotation);
    }

    private void awaitCells(int count, Predicate<Cell> young, int howMany) {
        await("the topology is repartitioned").atMost(ANSWER_WITHIN).untilAsserted(() -> {
            assertThat(cells()).hasSize(count);
            assertThat(cells().stream().filter(young)).hasSize(howMany);
        });
        var topology = worlds.topology("forced").getSpec();
        assertThat(Tiling.violation(
                        topology.source().bounds(),
                        topology.cells().stream().map(Cell::bounds).toList()))
                .isEmpty();
        worlds.awaitReady("forced");
        await("all cells run")
                .atMost(ANSWER_WITHIN)
                .untilAsserted(() -> assertThat(players.cells()).hasSize(count));
    }

    private void awaitAnswered(String request) {
        await("the annotation is removed")
                .atMost(ANSWER_WITHIN)
                .untilAsserted(
                        () -> assertThat(worlds.get("forced").getMetadata().getAnnotations())
                                .doesNotContainKey("fleetforge.io/" + request));
    }

    private void awaitEvent(String reason, String note) {
        await("event " + reason)
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(platform.client()
                                .events()
                                .v1()
                                .events()
                                .inNamespace(Worlds.NAMESPACE)
                                .list()
                                .getItems())
                        .filteredOn(
                                event -> "forced".equals(event.getRegarding().getName()))
                        .filteredOn(event -> reason.equals(event.getReason()))
                        .extracting(Event::getNote)
                        .anySatisfy(found -> assertThat(found).contains(note)));
    }

    private void assertAllPlay(List<Player> all) throws Exception {
        for (var player : all) {
            var position = players.move(player, player.x());
            assertThat(position.statusCode()).as(player.name()).isEqualTo(200);
            assertThat(players.x(position)).as(player.name()).isEqualTo(player.x());
        }
        assertThat(players.cells().findValues("players").stream()
                        .mapToInt(count -> count.asInt())
                        .sum())
                .isEqualTo(all.size());
    }
}
