package io.fleetforge.ffctl.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.ffctl.health.FiringAlert;
import io.fleetforge.ffctl.timeline.TimelineEntry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers and failures of Jaeger and Prometheus. */
class WebSourcesTest {

    private static final Instant FROM = Instant.parse("2026-01-01T11:00:00Z");
    private static final Instant TO = Instant.parse("2026-01-01T12:00:00Z");

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldQueryJaegerForEachOfOurServices() throws IOException {
        answer("/api/services", "{\"data\":[\"fleetforge-controller\",\"jaeger\"]}");
        answer("/api/traces", fixture());

        var result = new JaegerSpans(url(), new CorrelationId("trace-7"), FROM, TO).read();

        assertThat(result.notes()).isEmpty();
        assertThat(result.lines())
                .extracting(TimelineEntry::message)
                .containsExactly("span reconcile worldspec, 12.3 ms");
        assertThat(requests)
                .containsExactly(
                        "/api/services",
                        "/api/traces?service=fleetforge-controller&tags=%7B%22correlation_id%22%3A%22trace-7%22%7D"
                                + "&limit=200&start=1767265200000000&end=1767268800000000");
    }

    @Test
    void shouldReportANoteWhenJaegerDoesNotAnswer() {
        server.stop(0);

        var result = new JaegerSpans(url(), new CorrelationId("trace-7"), FROM, TO).read();

        assertThat(result.lines()).isEmpty();
        assertThat(result.notes()).singleElement().asString().startsWith("no spans: Jaeger does not answer");
    }

    @Test
    void shouldReadFiringAlertsFromPrometheus() {
        answer("/api/v1/alerts", """
                {"status":"success","data":{"alerts":[
                  {"state":"pending","labels":{"alertname":"HostDown","severity":"P2"},"annotations":{}},
                  {"state":"firing","labels":{"alertname":"WorldNotReady","severity":"P1","namespace":"games","world":"starter"},
                   "annotations":{"summary":"not ready","runbook_url":"docs/runbooks/world-not-ready.md"}}]}}
                """);

        assertThat(new PrometheusAlerts(url()).firing().items())
                .containsExactly(new FiringAlert(
                        "WorldNotReady", "P1", "games/starter", "not ready", "docs/runbooks/world-not-ready.md"));
    }

    @Test
    void shouldReportARefusalWhenPrometheusFails() {
        assertThat(new PrometheusAlerts(url()).firing().refusal()).contains("answers 404");
        assertThatThrownBy(() -> new PrometheusAlerts("localhost:9090")).isInstanceOf(WrongUseException.class);
    }

    private void answer(String path, String body) {
        server.createContext(path, exchange -> {
            try (exchange) {
                requests.add(exchange.getRequestURI().toString());
                var bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private static String fixture() throws IOException {
        try (var in =
                Objects.requireNonNull(WebSourcesTest.class.getResourceAsStream("/fixtures/jaeger-traces.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
