package io.fleetforge.local.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fleetforge.contracts.crd.WorldTopology;
import io.fleetforge.contracts.names.Labels;
import io.fleetforge.local.PlatformException;
import io.fleetforge.local.demo.WorldPicture.CellPicture;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Looks at a world from outside: the cells as the API server has them, the players as the hosts count them. */
final class WorldWatch {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final KubernetesClient client;
    private final HttpClient http;
    private final String namespace;
    private final String name;
    private final ObjectMapper mapper = new ObjectMapper();

    WorldWatch(KubernetesClient client, HttpClient http, String namespace, String name) {
        this.client = client;
        this.http = http;
        this.namespace = namespace;
        this.name = name;
    }

    WorldPicture look() {
        var topology = client.resources(WorldTopology.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
        if (topology == null) {
            throw new PlatformException("there is no topology of " + name);
        }
        var players = new HashMap<String, Integer>();
        client.pods().inNamespace(namespace).withLabel(Labels.WORLD, name).list().getItems().stream()
                .map(Pod::getStatus)
                .filter(status -> status != null && status.getPodIP() != null)
                .forEach(status -> count(status.getPodIP(), players));
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

    /** A host that does not answer now counts nobody. */
    private void count(String address, Map<String, Integer> players) {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://" + address + ":8080/api/v1/cells"))
                    .timeout(PATIENCE)
                    .build();
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == HttpURLConnection.HTTP_OK) {
                mapper.readTree(answer.body())
                        .path("cells")
                        .forEach(cell -> players.merge(
                                cell.path("id").asText(), cell.path("players").asInt(), Integer::sum));
            }
        } catch (IOException e) {
            // It may be starting or ending: the next look tells.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("interrupted");
        }
    }
}
