package io.fleetforge.ffctl.world;

import io.fabric8.kubernetes.api.model.Condition;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldSpecStatus;
import io.fleetforge.contracts.crd.WorldTopology;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One world in a list.
 *
 * @param cells in the topology
 * @param hosts host pods that the topology lists
 * @param problem the most relevant condition in an unexpected state; null when there is none
 */
public record WorldRow(
        String namespace,
        String name,
        String phase,
        int readyCells,
        int cells,
        int hosts,
        int players,
        @Nullable Long revision,
        @Nullable String created,
        @Nullable Problem problem) {

    /** A condition in an unexpected state. */
    public record Problem(
            String condition,
            @Nullable String reason,
            @Nullable String message) {

        @Override
        public String toString() {
            return reason == null ? condition : condition + ": " + reason;
        }
    }

    /** One row for each world, in the order of {@code worlds}. */
    public static List<WorldRow> of(List<WorldSpec> worlds, List<WorldTopology> topologies) {
        return worlds.stream()
                .map(world -> of(
                        world,
                        topologies.stream()
                                .filter(topology -> sameName(world, topology))
                                .findFirst()
                                .orElse(null)))
                .toList();
    }

    private static boolean sameName(WorldSpec world, WorldTopology topology) {
        return Objects.equals(
                        world.getMetadata().getNamespace(),
                        topology.getMetadata().getNamespace())
                && Objects.equals(
                        world.getMetadata().getName(), topology.getMetadata().getName());
    }

    private static WorldRow of(WorldSpec world, @Nullable WorldTopology topology) {
        var metadata = world.getMetadata();
        var status = world.getStatus();
        var terminating = metadata.getDeletionTimestamp() != null;
        return new WorldRow(
                metadata.getNamespace(),
                metadata.getName(),
                terminating ? "Terminating" : status == null || status.phase() == null ? "Pending" : status.phase(),
                status == null ? 0 : orZero(status.readyCells()),
                status == null ? 0 : orZero(status.cells()),
                topology == null ? 0 : topology.getSpec().hosts().size(),
                status == null ? 0 : orZero(status.players()),
                topology == null ? null : Long.valueOf(topology.getSpec().revision()),
                metadata.getCreationTimestamp(),
                status == null ? null : problem(status));
    }

    /** The first unexpected condition, causes before consequences. */
    static @Nullable Problem problem(WorldSpecStatus status) {
        return Stream.of(
                        bad(status, "Stalled", "True"),
                        bad(status, "Degraded", "True"),
                        bad(status, "Ready", "False"),
                        bad(status, "Ready", "Unknown"),
                        bad(status, "Exposed", "False"),
                        bad(status, "ScalingLimited", "True"))
                .flatMap(Stream::ofNullable)
                .findFirst()
                .map(condition -> new Problem(condition.getType(), condition.getReason(), condition.getMessage()))
                .orElse(null);
    }

    private static @Nullable Condition bad(WorldSpecStatus status, String type, String value) {
        var condition = status.condition(type);
        return condition != null && value.equals(condition.getStatus()) ? condition : null;
    }

    private static int orZero(@Nullable Integer number) {
        return number == null ? 0 : number;
    }
}
