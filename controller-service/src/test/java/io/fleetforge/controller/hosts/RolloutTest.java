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
import org.junit.jupiter.api.Test;

class RolloutTest {

    /** w-0 and w-1 have cells, w-2 is listed without. */
    private static final WorldTopologySpec TOPOLOGY = new WorldTopologySpec(
            4,
            3,
            new Source(new Bounds(0, 20, 0, 10), 2, 1, 10),
            List.of(new Host("w-0", 1), new Host("w-1", 2), new Host("w-2", 3)),
            List.of(cell("c1", 0, "w-0"), cell("c2", 10, "w-1")));

    @Test
    void shouldDrainOneReadyHostAtATime() {
        assertThat(next(view("w-0", 1, "old", Phase.READY), view("w-1", 2, "old", Phase.READY)))
                .isEqualTo(drain("w-0"));
        assertThat(next(view("w-0", 1, "new", Phase.READY), view("w-1", 2, "old", Phase.READY)))
                .isEqualTo(drain("w-1"));
        assertThat(next(view("w-0", 1, "new", Phase.READY), view("w-1", 2, "new", Phase.READY)))
                .isEqualTo(Rollout.NONE);
    }

    @Test
    void shouldContinueWithTheSameHostWhileItsReplacementStarts() {
        var both = List.of(view("w-0", 1, "old", Phase.READY), view("w-1", 2, "old", Phase.READY));

        assertThat(next(both.get(0), both.get(1), view("w-2", 3, "new", Phase.STARTING)))
                .as("also when it never becomes ready: its image is bad, and w-0 plays on")
                .isEqualTo(drain("w-0"));
    }

    @Test
    void shouldWaitWhileAHostLeavesOrOneWithPlayersIsNotReady() {
        assertThat(next(
                        view("w-0", 1, "new", Phase.READY),
                        view("w-1", 2, "old", Phase.READY),
                        view("w-2", 3, "old", Phase.READY)))
                .as("w-2 is leaving")
                .isEqualTo(Rollout.NONE);
        assertThat(next(view("w-0", 1, "new", Phase.STARTING), view("w-1", 2, "old", Phase.READY)))
                .isEqualTo(Rollout.NONE);
        assertThat(next(view("w-0", 1, "old", Phase.READY)))
                .as("w-1 has no pod")
                .isEqualTo(Rollout.NONE);
        assertThat(next(view("w-0", 1, "old", Phase.READY), view("w-1", 1, "old", Phase.READY)))
                .as("w-1 is an earlier incarnation's")
                .isEqualTo(Rollout.NONE);
    }

    @Test
    void shouldReplaceAHostInPlaceThatIsNotReadyAndStartThere() {
        assertThat(next(view("w-0", 1, "old", Phase.READY), view("w-1", 2, "bad", Phase.STARTING)))
                .isEqualTo(replace("w-1"));
        assertThat(next(
                        view("w-0", 1, "good", Phase.READY),
                        view("w-1", 2, "good", Phase.READY),
                        view("w-2", 3, "bad", Phase.STARTING)))
                .as("a replacement with a bad image that was corrected")
                .isEqualTo(replace("w-2"));
        assertThat(next(view("w-0", 1, "old", Phase.DELETING), view("w-1", 2, "new", Phase.READY)))
                .as("it ends already")
                .isEqualTo(Rollout.NONE);
    }

    private static Rollout next(HostView... views) {
        var pods = new HashMap<String, HostView>();
        for (var view : views) {
            pods.put(view.name(), view);
        }
        var hash = pods.values().stream().anyMatch(pod -> pod.templateHash().equals("good")) ? "good" : "new";
        return Rollout.next(TOPOLOGY, Map.copyOf(pods), hash);
    }

    private static Rollout drain(String host) {
        return new Rollout(Optional.of(host), Optional.empty());
    }

    private static Rollout replace(String host) {
        return new Rollout(Optional.empty(), Optional.of(host));
    }

    private static HostView view(String name, long incarnation, String hash, Phase phase) {
        return new HostView(name, "uid-" + name, incarnation, hash, phase);
    }

    private static Cell cell(String id, double x, String host) {
        return new Cell(id, new Bounds(x, x + 10, 0, 10), host, 1, List.of());
    }
}
