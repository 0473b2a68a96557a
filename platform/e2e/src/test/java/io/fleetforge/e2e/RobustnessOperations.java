package io.fleetforge.e2e;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Cell;
import io.fleetforge.contracts.names.Labels;
import io.fleetforge.e2e.RobustnessPlan.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Requests operations of one world, as an operator would, and observes whether they were answered. */
final class RobustnessOperations {

    private static final List<String> REQUESTS = List.of(Labels.FORCE_SPLIT, Labels.FORCE_MERGE, Labels.FORCE_MOVE);

    private final KubernetesClient client;
    private final Worlds worlds;
    private final String world;

    RobustnessOperations(KubernetesClient client, Worlds worlds, String world) {
        this.client = client;
        this.worlds = worlds;
        this.world = world;
    }

    /** Requests the operation; returns the request as text. */
    String request(Operation operation) {
        var topology = worlds.topology(world).getSpec();
        return switch (operation) {
            case Operation.Split(var cell) ->
                annotate(Labels.FORCE_SPLIT, pick(topology.cells(), cell).id());
            case Operation.Merge(var pair) -> merge(topology, pair);
            case Operation.Move(var cell, var host) -> move(topology, cell, host);
            case Operation.Repartition(var cells) -> edit("topology", "initialCells", cells);
            case Operation.Pack(var cellsPerHost) -> edit("capacity", "cellsPerHost", cellsPerHost);
            case Operation.Pause(var on) -> annotate(Labels.SCALING_PAUSED, Boolean.toString(on));
        };
    }

    private String merge(WorldTopologySpec topology, double share) {
        var pairs = new ArrayList<List<Cell>>();
        for (var first : topology.cells()) {
            for (var second : topology.cells()) {
                if (first.id().compareTo(second.id()) < 0 && first.bounds().tilesWith(second.bounds())) {
                    pairs.add(List.of(first, second));
                }
            }
        }
        if (pairs.isEmpty()) {
            return request(new Operation.Split(share));
        }
        var pair = pick(pairs, share);
        return annotate(
                Labels.FORCE_MERGE, pair.getFirst().id() + "," + pair.getLast().id());
    }

    private String move(WorldTopologySpec topology, double cell, double host) {
        var moved = pick(topology.cells(), cell);
        var others = topology.cells().stream()
                .map(Cell::host)
                .distinct()
                .filter(other -> !other.equals(moved.host()))
                .sorted()
                .toList();
        return others.isEmpty()
                ? request(new Operation.Split(cell))
                : annotate(Labels.FORCE_MOVE, moved.id() + "=" + pick(others, host));
    }

    static <T> T pick(List<T> from, double share) {
        return from.get((int) (share * from.size()));
    }

    private String annotate(String annotation, String value) {
        patch("{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}".formatted(annotation, value));
        return annotation.substring(annotation.indexOf('/') + 1) + "=" + value;
    }

    private String edit(String section, String field, int value) {
        patch("{\"spec\":{\"%s\":{\"%s\":%d}}}".formatted(section, field, value));
        return field + "=" + value;
    }

    private void patch(String mergePatch) {
        client.resources(WorldSpec.class)
                .inNamespace(Worlds.NAMESPACE)
                .withName(world)
                .patch(PatchContext.of(PatchType.JSON_MERGE), mergePatch);
    }

    /** No request is pending, and the status is of the newest spec. */
    boolean answered() {
        var now = worlds.get(world);
        var annotations = Objects.requireNonNullElse(now.getMetadata().getAnnotations(), Map.<String, String>of());
        return REQUESTS.stream().noneMatch(annotations::containsKey)
                && now.getStatus() != null
                && now.getMetadata().getGeneration().equals(now.getStatus().observedGeneration());
    }
}
