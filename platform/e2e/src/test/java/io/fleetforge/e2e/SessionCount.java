package io.fleetforge.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Queries every host of a world for every session. */
final class SessionCount {

    private static final int CONCURRENT_REQUESTS = 16;
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Worlds worlds;

    SessionCount(Worlds worlds) {
        this.worlds = worlds;
    }

    /**
     * The hosts that have each session; an empty list when none has it.
     *
     * @throws IOException when a host does not answer
     */
    Map<String, List<String>> of(String world, Collection<String> sessions) throws Exception {
        var pods = worlds.hosts(world);
        var answers = new TreeMap<String, List<String>>();
        try (var threads = Executors.newFixedThreadPool(CONCURRENT_REQUESTS)) {
            var asked = sessions.stream()
                    .map(session -> threads.submit((Callable<Map.Entry<String, List<String>>>)
                            () -> Map.entry(session, hostsOf(session, pods))))
                    .toList();
            for (var answer : asked) {
                var entry = answer.get();
                answers.put(entry.getKey(), entry.getValue());
            }
        } catch (ExecutionException e) {
            throw new IOException("a host did not answer: " + e.getCause(), e);
        }
        return answers;
    }

    private List<String> hostsOf(String session, List<Pod> pods) throws IOException, InterruptedException {
        var hosts = new ArrayList<String>();
        for (var pod : pods) {
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create(
                                    "http://" + pod.getStatus().getPodIP() + ":8080/api/v1/sessions/" + session))
                            .timeout(REQUEST_TIMEOUT)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            switch (answer.statusCode()) {
                case HttpURLConnection.HTTP_OK -> hosts.add(pod.getMetadata().getName());
                case HttpURLConnection.HTTP_NOT_FOUND, 421 -> {}
                default ->
                    throw new IOException(pod.getMetadata().getName() + " about " + session + ": " + answer.statusCode()
                            + " " + answer.body());
            }
        }
        return hosts;
    }
}
