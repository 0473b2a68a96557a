package io.fleetforge.ffctl.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls alert-router with the token of the kubeconfig. */
public final class AlertRouter {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String SYSTEM = "fleetforge-system";
    private static final String APP = "fleetforge-alert-router";
    private static final int PORT = 8080;

    /** Items of one page; the largest that alert-router answers. */
    private static final int PAGE = 500;

    private static final int NOT_FOUND = 404;
    private static final int REDIRECTS = 300;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final ObjectMapper mapper = new ObjectMapper();
    private final String base;
    private final String token;

    private AlertRouter(String base, String token) {
        this.base = base.replaceAll("/+$", "");
        this.token = token;
    }

    /**
     * @param url of alert-router; empty for one of its pods, which is reachable within the cluster's network only
     * @throws WrongUseException when the kubeconfig has no token or the cluster no alert-router
     */
    public static AlertRouter of(Cluster cluster, Optional<String> url) {
        var token = cluster.client().getConfiguration().getAutoOAuthToken();
        if (token == null || token.isBlank()) {
            throw new WrongUseException(
                    "the kubeconfig has no token, which alert-router requires; use that of a ServiceAccount");
        }
        return new AlertRouter(
                url.or(() -> pod(cluster))
                        .orElseThrow(() -> new WrongUseException(
                                "no pod of alert-router is ready; set its address with --alert-router URL")),
                token);
    }

    private static Optional<String> pod(Cluster cluster) {
        return cluster.list(Pod.class, Scope.of(SYSTEM), "app", APP).stream()
                .filter(pod ->
                        pod.getMetadata().getDeletionTimestamp() == null) // a stopping pod stays ready for a while
                .filter(pod -> pod.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True")))
                .map(pod -> "http://" + pod.getStatus().getPodIP() + ":" + PORT)
                .findFirst();
    }

    /** The response as JSON; empty for 404. */
    public Optional<JsonNode> get(String path) {
        return send("GET", path, null).map(this::parse);
    }

    /**
     * All items of a list, page by page; empty for 404.
     *
     * @param path with its query, without {@code limit} and {@code continue}
     */
    public Optional<List<JsonNode>> list(String path) {
        var items = new ArrayList<JsonNode>();
        var first = path + (path.contains("?") ? "&" : "?") + "limit=" + PAGE;
        var next = "";
        do {
            var page = get(next.isEmpty() ? first : first + "&continue=" + next);
            if (page.isEmpty()) {
                return Optional.empty();
            }
            page.get().path("items").forEach(items::add);
            next = URLEncoder.encode(page.get().path("continue").asText(""), StandardCharsets.UTF_8);
        } while (!next.isEmpty());
        return Optional.of(items);
    }

    /** The response as text; empty for 404. */
    public Optional<String> text(String path) {
        return send("GET", path, null);
    }

    /** Posts JSON; empty for 404. */
    public Optional<JsonNode> post(String path, Object body) {
        try {
            return send("POST", path, mapper.writeValueAsString(body)).map(this::parse);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the request body cannot be written", e);
        }
    }

    private Optional<String> send(String method, String path, @Nullable String body) {
        try {
            var request = HttpRequest.newBuilder(URI.create(base + path))
                    .timeout(TIMEOUT)
                    .header("Authorization", "Bearer " + token)
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            body == null
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(body))
                    .build();
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            if (answer.statusCode() >= REDIRECTS) {
                throw new WrongUseException("alert-router: " + reason(answer));
            }
            return Optional.of(answer.body());
        } catch (IOException e) {
            throw new UnreachableException(
                    "alert-router at " + base + " does not respond; set its address with --alert-router URL");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreachableException("interrupted");
        }
    }

    private String reason(HttpResponse<String> answer) {
        try {
            var detail = mapper.readTree(answer.body()).path("detail").asText("");
            return detail.isEmpty() ? "response status " + answer.statusCode() : detail;
        } catch (JsonProcessingException e) {
            return "response status " + answer.statusCode();
        }
    }

    private JsonNode parse(String text) {
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UnreachableException("the response of alert-router is not JSON");
        }
    }
}
