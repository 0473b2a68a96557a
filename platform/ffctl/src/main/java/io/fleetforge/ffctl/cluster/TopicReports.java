package io.fleetforge.ffctl.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Pod;
import io.fleetforge.contracts.topic.TopicDifference;
import io.fleetforge.ffctl.health.Observed;
import io.fleetforge.ffctl.health.ObservedTopics;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads what one process of each service reports of its topics, from its health: through the API server, or directly where the pod
 * has a loopback address, which an API server does not proxy to. A process that is not ready comes first: it may be the topics.
 */
final class TopicReports {

    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final String HEALTH = "/q/health/ready";
    private static final String CHECK = "topics";
    private static final String FAILURE = "failure";
    private static final String APP = "app";
    private static final String HOST = "fleetforge-cell";
    private static final String PORT = "8080";

    private final Cluster cluster;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final ObjectMapper mapper = new ObjectMapper();

    TopicReports(Cluster cluster) {
        this.cluster = cluster;
    }

    /** The reports of the processes that answer. */
    Observed<ObservedTopics> read(Observed<Pod> services, Observed<Pod> hosts) {
        var asked = new LinkedHashMap<String, Pod>();
        preferred(services)
                .forEach(pod -> Optional.ofNullable(pod.getMetadata().getLabels())
                        .map(labels -> labels.get(APP))
                        .ifPresent(app -> asked.putIfAbsent(app, pod)));
        preferred(hosts).stream().findFirst().ifPresent(pod -> asked.put(HOST, pod));
        var reports = new ArrayList<ObservedTopics>();
        for (var entry : asked.entrySet()) {
            try {
                var answer = answer(entry.getValue());
                if (answer.status() == HttpURLConnection.HTTP_FORBIDDEN) {
                    return Observed.refused("the API server forbids it: get on pods/proxy is needed");
                }
                report(entry.getKey(), answer.body()).ifPresent(reports::add);
            } catch (IOException e) {
                // it does not answer: the checks of pods report that
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Observed.refused("interrupted");
            }
        }
        return Observed.of(reports);
    }

    private record Answer(int status, String body) {}

    private Answer answer(Pod pod) throws IOException, InterruptedException {
        var address = pod.getStatus().getPodIP();
        return address.startsWith("127.") ? direct(address) : proxied(pod);
    }

    private Answer direct(String address) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://" + address + ":" + PORT + HEALTH))
                .timeout(TIMEOUT)
                .build();
        var response = http.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }

    /** By the client's HTTP: its requests for resources hide the body of an answer of 503, which a process gives while not ready. */
    private Answer proxied(Pod pod) throws IOException, InterruptedException {
        var client = cluster.client().getHttpClient();
        var request = client.newHttpRequestBuilder()
                .uri("%s/api/v1/namespaces/%s/pods/%s:%s/proxy%s"
                        .formatted(
                                cluster.server(),
                                pod.getMetadata().getNamespace(),
                                pod.getMetadata().getName(),
                                PORT,
                                HEALTH))
                .build();
        try {
            var response = client.sendAsync(request, String.class).get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(response.code(), response.bodyString());
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(e);
        }
    }

    /** Empty for an answer without the check, as of an older version. */
    private Optional<ObservedTopics> report(String service, String body) {
        for (var check : checks(body)) {
            if (check.path("name").asText().equals(CHECK)) {
                var differences = new ArrayList<TopicDifference>();
                for (Map.Entry<String, JsonNode> entry : check.path("data").properties()) {
                    TopicDifference.parse(entry.getKey(), entry.getValue().asText())
                            .ifPresent(differences::add);
                }
                differences.sort(Comparator.comparing(TopicDifference::entryName));
                var failure = check.path("data").path(FAILURE);
                return Optional.of(new ObservedTopics(
                        service,
                        differences,
                        failure.isMissingNode() ? Optional.empty() : Optional.of(failure.asText())));
            }
        }
        return Optional.empty();
    }

    private JsonNode checks(String body) {
        try {
            return mapper.readTree(body).path("checks");
        } catch (JsonProcessingException e) {
            return mapper.createArrayNode();
        }
    }

    /** Those with an address, not ready ones first. */
    private static List<Pod> preferred(Observed<Pod> pods) {
        return pods.items().stream()
                .filter(pod -> pod.getStatus() != null && pod.getStatus().getPodIP() != null)
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .sorted(Comparator.comparing(TopicReports::isReady))
                .toList();
    }

    private static boolean isReady(Pod pod) {
        return pod.getStatus().getConditions() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True"));
    }
}
