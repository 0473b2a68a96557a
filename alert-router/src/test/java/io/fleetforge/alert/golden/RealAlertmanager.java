package io.fleetforge.alert.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fleetforge.alert.golden.Timeline.AlertSent;
import io.fleetforge.alert.golden.Timeline.Silenced;
import io.fleetforge.alert.golden.Timeline.Step;
import io.fleetforge.local.observability.StandaloneAlertmanager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Plays timelines on a real Alertmanager in its own process, and receives its notifications. */
final class RealAlertmanager implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final List<ReceivedNotification> received = new CopyOnWriteArrayList<>();
    private final HttpServer receivers;
    private final StandaloneAlertmanager process;
    private volatile Instant start = Instant.now();

    /**
     * @param routing whose webhooks go to {@code http://HERE/<receiver>}
     */
    RealAlertmanager(Path program, Path folder, String routing) throws Exception {
        receivers = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receivers.createContext("/", this::receive);
        receivers.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        receivers.start();
        var here = "127.0.0.1:" + receivers.getAddress().getPort();
        process = new StandaloneAlertmanager(program, folder, routing.replace("HERE", here));
    }

    /**
     * The result of a run.
     *
     * @param steps with the times at which Alertmanager had accepted them, which a busy machine delays
     */
    record Run(List<Step> steps, List<ReceivedNotification> received) {

        /** How late the machine was: the longest time from when an input was due until it was accepted. */
        Duration lateness(List<Step> due) {
            return IntStream.range(0, due.size())
                    .mapToObj(
                            index -> steps.get(index).at().minus(due.get(index).at()))
                    .max(Comparator.naturalOrder())
                    .orElse(Duration.ZERO);
        }
    }

    /** Plays all steps, and returns the notifications received until the end. */
    Run play(List<Step> steps, Duration until) throws Exception {
        var accepted = new ArrayList<ScheduledFuture<Step>>();
        try (ScheduledExecutorService clock = Executors.newScheduledThreadPool(steps.size())) {
            start = Instant.now();
            for (var step : steps) {
                accepted.add(clock.schedule(() -> send(step), step.at().toMillis(), TimeUnit.MILLISECONDS));
            }
            TimeUnit.MILLISECONDS.sleep(until.toMillis());
        }
        return new Run(accepted.stream().map(ScheduledFuture::resultNow).toList(), List.copyOf(received));
    }

    private Step send(Step step) throws Exception {
        var now = Instant.now();
        switch (step.input()) {
            case AlertSent alert ->
                post(
                        "/api/v2/alerts",
                        List.of(Map.of(
                                "labels",
                                alert.labels(),
                                "startsAt",
                                now.minusMillis(alert.firing() ? 0 : 1).toString(),
                                "endsAt",
                                (alert.firing() ? now.plusSeconds(3600) : now).toString())));
            case Silenced silenced ->
                post(
                        "/api/v2/silences",
                        Map.of(
                                "matchers",
                                List.of(
                                        Map.of("name", "alertname", "value", silenced.alertName(), "isRegex", false),
                                        Map.of("name", "scenario", "value", step.scenario(), "isRegex", false)),
                                "startsAt",
                                now.toString(),
                                "endsAt",
                                now.plus(silenced.duration()).toString(),
                                "createdBy",
                                "golden",
                                "comment",
                                "golden"));
        }
        return new Step(step.scenario(), Duration.between(start, Instant.now()), step.input());
    }

    private void post(String path, Object body) throws Exception {
        var answer = http.send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.body());
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(process.address() + path)).timeout(Duration.ofSeconds(5));
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = json.readTree(exchange.getRequestBody());
            received.add(new ReceivedNotification(
                    body.at("/commonLabels/scenario").asText(),
                    Duration.between(start, Instant.now()),
                    exchange.getRequestURI().getPath().substring(1),
                    names(body, "firing"),
                    names(body, "resolved")));
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static List<String> names(JsonNode body, String status) {
        return Stream.of(body.path("alerts"))
                .flatMap(alerts -> {
                    var found = Stream.<JsonNode>builder();
                    alerts.forEach(found::add);
                    return found.build();
                })
                .filter(alert -> alert.path("status").asText().equals(status))
                .map(alert -> alert.at("/labels/alertname").asText())
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        process.close();
        receivers.stop(0);
    }
}
