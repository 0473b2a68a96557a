package io.fleetforge.worldmap;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fleetforge.contracts.crd.WorldTopology;
import io.fleetforge.contracts.names.Labels;
import io.fleetforge.worldmap.WorldPicture.CellPicture;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Observes a world from outside: the cells from the API server, the players from the hosts. */
public final class WorldWatch {

    private final KubernetesClient client;
    private final HostCounts counts;
    private final String namespace;
    private final String name;

    public WorldWatch(KubernetesClient client, HostCounts counts, String namespace, String name) {
        this.client = client;
        this.counts = counts;
        this.namespace = namespace;
        this.name = name;
    }

    /** Empty when the world has no topology; a cell whose host does not answer has no count. */
    public Optional<WorldPicture> current() {
        var topology = client.resources(WorldTopology.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
        return Optional.ofNullable(topology).map(found -> picture(found, players()));
    }

    private Map<String, Integer> players() {
        var players = new HashMap<String, Integer>();
        client.pods()
                .inNamespace(namespace)
                .withLabel(Labels.WORLD, name)
                .list()
                .getItems()
                .forEach(pod -> counts.of(pod).forEach((cell, count) -> players.merge(cell, count, Integer::sum)));
        return players;
    }

    private static WorldPicture picture(WorldTopology topology, Map<String, Integer> players) {
        var spec = topology.getSpec();
        return new WorldPicture(
                spec.revision(),
                spec.source().bounds(),
                spec.cells().stream()
                        .map(cell -> new CellPicture(
                                cell.id(),
                                cell.host(),
                                cell.bounds(),
                                cell.parents(),
                                players.getOrDefault(cell.id(), -1)))
                        .toList());
    }
}
