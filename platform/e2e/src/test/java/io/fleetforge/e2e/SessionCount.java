package io.fleetforge.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Pod;
import io.fleetforge.testing.SessionApi;
import io.fleetforge.testing.SessionApi.Session;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/**
 * The sessions that each host of a world has: every host is asked with the token of every acknowledged session, and for the number
 * of its players, which also counts sessions without a known token.
 */
final class SessionCount {

    private static final int CONCURRENT_REQUESTS = 16;
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();
    private final Worlds worlds;

    SessionCount(Worlds worlds) {
        this.worlds = worlds;
    }

    /**
     * @param hosts the hosts that have each session with a token; an empty list when none has it
     * @param players of each host, with and without a known token
     */
    record Count(Map<String, List<String>> hosts, Map<String, Integer> players) {

        /** Players of a host beyond the sessions with a token; negative when a session has no entity. */
        int others(String host) {
            var known = hosts.values().stream()
                    .filter(found -> found.contains(host))
                    .count();
            return players.getOrDefault(host, 0) - (int) known;
        }
    }

    /**
     * @param tokens by session
     * @throws IOException when a host does not answer
     */
    Count of(String world, Map<String, String> tokens) throws Exception {
        var pods = worlds.hosts(world);
        var answers = new TreeMap<String, List<String>>();
        try (var threads = Executors.newFixedThreadPool(CONCURRENT_REQUESTS)) {
            var asked = tokens.entrySet().stream()
                    .map(session -> threads.submit((Callable<Map.Entry<String, List<String>>>) () -> Map.entry(
                            session.getKey(), hostsOf(new Session(session.getKey(), session.getValue()), pods))))
                    .toList();
            for (var answer : asked) {
                var entry = answer.get();
                answers.put(entry.getKey(), entry.getValue());
            }
        } catch (ExecutionException e) {
            throw new IOException("a host did not answer: " + e.getCause(), e);
        }
        var players = new TreeMap<String, Integer>();
        for (var pod : pods) {
            players.put(pod.getMetadata().getName(), players(pod));
        }
        return new Count(answers, players);
    }

    private List<String> hostsOf(Session session, List<Pod> pods) throws IOException, InterruptedException {
        var hosts = new ArrayList<String>();
        for (var pod : pods) {
            if (isPresent(pod, session.id(), api(pod).get(session))) {
                hosts.add(pod.getMetadata().getName());
            }
        }
        return hosts;
    }

    /** The first token of a session that was adopted since is of an older epoch. */
    private static boolean isPresent(Pod pod, String session, HttpResponse<String> answer) throws IOException {
        return switch (answer.statusCode()) {
            case HttpURLConnection.HTTP_OK -> true;
            case HttpURLConnection.HTTP_NOT_FOUND, 421 -> false;
            default -> {
                if (answer.statusCode() == HttpURLConnection.HTTP_UNAUTHORIZED
                        && answer.body().contains("old-epoch")) {
                    yield true;
                }
                throw new IOException(pod.getMetadata().getName() + " about " + session + ": " + answer.statusCode()
                        + " " + answer.body());
            }
        };
    }

    private int players(Pod pod) throws IOException, InterruptedException {
        var players = 0;
        for (var cell : json.readTree(api(pod).cells().body()).path("items")) {
            players += cell.path("players").asInt();
        }
        return players;
    }

    private SessionApi api(Pod pod) {
        return new SessionApi(http, () -> pod.getStatus().getPodIP(), REQUEST_TIMEOUT);
    }
}
