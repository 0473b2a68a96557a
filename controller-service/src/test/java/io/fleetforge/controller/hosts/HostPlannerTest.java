package io.fleetforge.controller.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Cell;
import io.fleetforge.contracts.crd.WorldTopologySpec.Host;
import io.fleetforge.contracts.crd.WorldTopologySpec.Source;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.controller.hosts.HostView.Phase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HostPlannerTest {

    private static final Bounds BOUNDS = new Bounds(0, 1, 0, 1);
    private static final WorldTopologySpec TOPOLOGY = new WorldTopologySpec(
            3,
            2,
            new Source(BOUNDS, 2, 1, 100),
            List.of(new Host("w-0", 1), new Host("w-1", 2)),
            List.of(
                    new Cell("a", new Bounds(0, 0.5, 0, 1), "w-0", 1, List.of()),
                    new Cell("b", new Bounds(0.5, 1, 0, 1), "w-1", 2, List.of())));

    @Test
    void shouldDoNothingWhenPodsAreAsAsked() {
        assertThat(HostPlanner.plan(
                        TOPOLOGY, pods(view("w-0", 1, Phase.READY), view("w-1", 2, Phase.STARTING)), none(), Set.of()))
                .isEmpty();
    }

    @Test
    void shouldCreateAtCurrentIncarnationWhenPodIsMissing() {
        assertThat(HostPlanner.plan(TOPOLOGY, pods(view("w-0", 1, Phase.READY)), none(), Set.of()))
                .containsExactly(new HostAction.Create("w-1", 2));
    }

    @Test
    void shouldCreateNothingWhileTheLastProcessMayBeActive() {
        assertThat(HostPlanner.plan(TOPOLOGY, pods(view("w-0", 1, Phase.READY)), none(), Set.of("w-1")))
                .isEmpty();
    }

    @Test
    void shouldHoldBackOnlyTheCreatesOfWaitingHosts() {
        var actions = HostPlanner.plan(TOPOLOGY, pods(view("w-9", 1, Phase.READY)), none(), Set.of());

        assertThat(HostPlanner.holdBack(actions, Set.of("w-1", "w-9")))
                .containsExactly(
                        new HostAction.Create("w-0", 1),
                        new HostAction.HoldBack("w-1", 2),
                        new HostAction.Delete("w-9", "uid-w-9", "NoCellsLeft", false));
    }

    @Test
    void shouldWaitWhenThePodIsBeingDeleted() {
        assertThat(HostPlanner.plan(
                        TOPOLOGY, pods(view("w-0", 1, Phase.READY), view("w-1", 2, Phase.DELETING)), none(), Set.of()))
                .isEmpty();
    }

    @Test
    void shouldDeleteByForceWhenTheIncarnationRose() {
        assertThat(HostPlanner.plan(
                        TOPOLOGY, pods(view("w-0", 1, Phase.READY), view("w-1", 1, Phase.DELETING)), none(), Set.of()))
                .containsExactly(new HostAction.Delete("w-1", "uid-w-1", "StaleIncarnation", true));
    }

    @Test
    void shouldDeleteByUidWhenIncarnationIsStaleOrPodEndedOrUnknown() {
        var actions = HostPlanner.plan(
                TOPOLOGY,
                pods(view("w-0", 1, Phase.TERMINAL), view("w-1", 1, Phase.READY), view("w-9", 1, Phase.READY)),
                none(),
                Set.of());

        assertThat(actions)
                .containsExactlyInAnyOrder(
                        new HostAction.Delete("w-0", "uid-w-0", "HostEnded", false),
                        new HostAction.Delete("w-1", "uid-w-1", "StaleIncarnation", true),
                        new HostAction.Delete("w-9", "uid-w-9", "NoCellsLeft", false));
    }

    private static Optional<String> none() {
        return Optional.empty();
    }

    private static HostView view(String name, long incarnation, Phase phase) {
        return new HostView(name, "uid-" + name, incarnation, "hash", phase);
    }

    private static Map<String, HostView> pods(HostView... views) {
        var pods = new HashMap<String, HostView>();
        for (var view : views) {
            pods.put(view.name(), view);
        }
        return pods;
    }
}
