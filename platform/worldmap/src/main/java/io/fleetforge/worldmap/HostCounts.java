package io.fleetforge.worldmap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads from a cell host how many players its cells have: through the API server, or directly where the pod has a loopback
 * address, which an API server does not proxy to.
 */
public final class HostCounts {

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);
    /** One page: a host has 200 cells at most. */
    private static final String CELLS = "/api/v1/cells?limit=500";

    private final KubernetesClient client;
    private final HttpClient http;
    private final ObjectMapper mapper = new ObjectMapper();

    public HostCounts(KubernetesClient client, HttpClient http) {
        this.client = client;
        this.http = http;
    }

    /** Players by cell; empty when the host does not answer: it may be starting or stopping. */
    Map<String, Integer> of(Pod pod) {
        var address = pod.getStatus() == null ? null : pod.getStatus().getPodIP();
        if (address == null) {
            return Map.of();
        }
        try {
            return parse(address.startsWith("127.") ? direct(address) : proxied(pod));
        } catch (IOException | KubernetesClientException e) {
            return Map.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Map.of();
        }
    }

    private String direct(String address) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://" + address + ":8080" + CELLS))
                .timeout(REQUEST_TIMEOUT)
                .build();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() == HttpURLConnection.HTTP_OK ? answer.body() : "{}";
    }

    private String proxied(Pod pod) {
        var metadata = pod.getMetadata();
        var answer = client.raw("/api/v1/namespaces/%s/pods/%s:8080/proxy%s"
                .formatted(metadata.getNamespace(), metadata.getName(), CELLS));
        return answer == null ? "{}" : answer;
    }

    private Map<String, Integer> parse(String body) throws JsonProcessingException {
        var players = new HashMap<String, Integer>();
        mapper.readTree(body)
                .path("items")
                .forEach(cell -> players.merge(
                        cell.path("id").asText(), cell.path("players").asInt(), Integer::sum));
        return players;
    }
}
