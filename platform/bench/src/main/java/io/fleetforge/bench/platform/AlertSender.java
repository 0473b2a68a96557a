package io.fleetforge.bench.platform;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Posts alerts to {@code /api/v2/alerts}, eight posts in flight at a time. */
final class AlertSender implements AutoCloseable {

    private static final int AT_ONCE = 8;
    private static final int TEAMS = 500;
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final Duration FIRES_FOR = Duration.ofHours(1);
    private static final String LATE = "late";

    private final URI url;
    private final String token;
    private final Instant began = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final AtomicInteger repeated = new AtomicInteger();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * @param token empty for who asks for none
     */
    AlertSender(String address, String token) {
        this.url = URI.create(address + "/api/v2/alerts");
        this.token = token;
    }

    /** Sends {@code groups} alerts repeatedly, {@code count} in all, {@code size} in a post: all started at one moment. */
    void sendKnown(int count, int size, int groups) throws Exception {
        send(count, size, each -> alert("known", each % groups, "steady", began));
    }

    /** Sends {@code count} new alerts, {@code size} in a post. */
    void sendNew(int count, int size) throws Exception {
        var first = repeated.getAndAdd(count);
        send(count, size, each -> alert("new", first + each, "steady", began));
    }

    private void send(int count, int size, IntFunction<String> alert) throws Exception {
        try (var threads =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            var posts = new ArrayList<Future<?>>();
            for (var from = 0; from < count; from += size) {
                var first = from;
                posts.add(threads.submit(() -> post(IntStream.range(first, first + size)
                        .mapToObj(alert)
                        .collect(Collectors.joining(",", "[", "]")))));
            }
            for (var post : posts) {
                post.get();
            }
        }
    }

    /** Sends an alert of each of {@code groups} groups that are notified after a second; its annotation {@code sent} is the time, ms. */
    void sendLate(int groups) throws Exception {
        for (var each = 0; each < groups; each++) {
            post("[" + alert("late", each, LATE, Instant.now()) + "]");
        }
    }

    /** As Prometheus sends it: the end moves with each post. */
    private static String alert(String name, int number, String kind, Instant startsAt) {
        return String.format(
                Locale.ROOT,
                """
                {"labels":{"alertname":"%s","instance":"host-%d","team":"team-%d","kind":"%s","severity":"P3",\
                "namespace":"default","world":"world-%d"},\
                "annotations":{"summary":"something is wrong with host %d"%s},\
                "startsAt":"%s","endsAt":"%s","generatorURL":"http://prometheus.example/graph?g0.expr=up"}""",
                name,
                number,
                number % TEAMS,
                kind,
                number % 100,
                number,
                kind.equals(LATE) ? String.format(Locale.ROOT, ",\"sent\":\"%d\"", System.currentTimeMillis()) : "",
                startsAt,
                Instant.now().plus(FIRES_FOR));
    }

    private Void post(String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(url)
                .timeout(ANSWER)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(
                    String.format(Locale.ROOT, "%s answered %d: %s", url, answer.statusCode(), answer.body()));
        }
        return null;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
