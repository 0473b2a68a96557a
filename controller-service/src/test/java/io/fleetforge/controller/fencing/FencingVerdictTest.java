package io.fleetforge.controller.fencing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Cell;
import io.fleetforge.contracts.crd.WorldTopologySpec.Host;
import io.fleetforge.contracts.crd.WorldTopologySpec.Source;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.controller.hosts.HostView;
import io.fleetforge.controller.hosts.HostView.Phase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FencingVerdictTest {

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
    void shouldCountAHostAsLostOnlyWhenNoPodExistsAndOneMayHaveRun() {
        var pods = pods(view("w-0", 1, Phase.DELETING));

        assertThat(FencingVerdict.CLEAR.lost(TOPOLOGY, pods, Set.of())).containsExactly("w-1");
        assertThat(FencingVerdict.CLEAR.lost(TOPOLOGY, pods, Set.of("w-1"))).isEmpty();
    }

    @Test
    void shouldCountAFencedHostAsLostAndNotOneThatMayBeActive() {
        var fencing = new FencingVerdict(Set.of("w-1"), Set.of("w-0"), Set.of(), Map.of(), Optional.empty());

        assertThat(fencing.lost(TOPOLOGY, pods(view("w-0", 1, Phase.READY)), Set.of()))
                .containsExactly("w-0");
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
