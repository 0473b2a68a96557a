package io.fleetforge.e2e;

import io.fleetforge.contracts.names.Headers;
import io.fleetforge.e2e.ContractCheck.Answer;
import io.fleetforge.e2e.RequestGenerator.Request;
import io.fleetforge.testing.SessionApi;
import io.fleetforge.testing.TestPlatform;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Hundreds of generated requests per service: no status outside the OpenAPI document, each refusal a problem with a code,
 * 503 only with Retry-After, never 500. {@code -Dfleetforge.fuzz.seed=N} repeats a run; the seed is printed.
 */
class RestFuzzE2E {

    private static final long SEED = Long.getLong("fleetforge.fuzz.seed", new Random().nextInt(1_000_000));
    private static final int REQUESTS = Integer.getInteger("fleetforge.fuzz.requests", 400);
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final TestPlatform platform = TestPlatform.shared();
    private final Services services = new Services(platform);

    /** Names that all values of these fields are taken of, so that no generated object meets another scenario. */
    private static final Map<String, List<String>> WORLDS = Map.of(
            "namespace", List.of("fuzz"),
            "name", List.of("fuzz-a", "fuzz-b"),
            "generateName", List.of("fuzz-"),
            "apiVersion", List.of("fleetforge.io/v1"),
            "kind", List.of("WorldSpec"),
            "x", List.of("1", "999.5", "5000"),
            "y", List.of("1", "999.5"),
            "progressDeadline", List.of("10m"),
            "limit", List.of("1", "500"));

    @Test
    void shouldStayWithinTheDocumentOfController() throws Exception {
        services.awaitLeading();
        try (var namespace = new ContractNamespace(platform, "fuzz")) {
            run(
                    "controller-service",
                    "http://" + services.controller().getStatus().getPodIP() + ":8080",
                    WORLDS,
                    Map.of("Authorization", "Bearer " + namespace.editor()));
        }
    }

    @Test
    void shouldStayWithinTheDocumentOfAlertRouter() throws Exception {
        var address = "http://"
                + services.pods(AlertRouterDriver.APP).getFirst().getStatus().getPodIP() + ":8080";
        var now = Instant.now();
        var known = Map.of(
                "id", List.of("", "inc-1"),
                "action", List.of("acknowledge", "note", "snooze", "dance"),
                "matchers[]", List.<String>of(),
                "name", List.of("fuzz_label"),
                "endsAt",
                        List.of(
                                now.plusSeconds(60).toString(),
                                now.minusSeconds(60).toString()),
                "startsAt", List.of(now.toString()),
                "at", List.of(now.toString(), "1970-01-01T00:00:00Z", "2999-12-31T00:00:00Z"),
                "state", List.of("active", "open"),
                "limit", List.of("1", "500"));
        run(
                "alert-router",
                address,
                known,
                Map.of(
                        "Authorization",
                        "Bearer " + platform.platform().controlPlane().adminToken()));
    }

    @Test
    void shouldStayWithinTheDocumentOfACellHost() throws Exception {
        var worlds = new Worlds(platform);
        worlds.apply("fuzz-cells", 2, 2);
        worlds.awaitReady("fuzz-cells");
        var host = worlds.hosts("fuzz-cells").getFirst().getStatus().getPodIP();
        var api = new SessionApi(services.http(), () -> host, TIMEOUT);
        var session = api.session(api.join("fuzz", 10, 10));
        run(
                "cell-service",
                "http://" + host + ":8080",
                Map.of(
                        "id", List.of(session.id(), "none"),
                        "X-Session-Token", List.of(session.token(), "none"),
                        "world", List.of("default/fuzz-cells"),
                        "limit", List.of("1", "500")),
                Map.of());
        worlds.delete("fuzz-cells");
    }

    private void run(String service, String address, Map<String, List<String>> known, Map<String, String> headers)
            throws Exception {
        System.out.printf("fuzz of %s: -Dfleetforge.fuzz.seed=%d, %d requests%n", service, SEED, REQUESTS);
        var contract = new ContractCheck(service);
        var generator = new RequestGenerator(ApiDocument.of(service), SEED, known);
        for (var i = 0; i < REQUESTS; i++) {
            var request = generator.next();
            try {
                var answer = send(address, request, i % 40 == 39 ? Map.of() : headers);
                contract.check(request.method(), request.path(), answer);
            } catch (AssertionError e) {
                throw new AssertionError("seed %d, request %d: %s".formatted(SEED, i, request), e);
            }
        }
    }

    private Answer send(String address, Request request, Map<String, String> headers) throws Exception {
        var query = request.query().isEmpty() ? "" : "?" + request.query();
        var builder = HttpRequest.newBuilder(URI.create(address + request.path() + query))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(TIMEOUT)
                .header(Headers.HTTP_CORRELATION_ID, "fuzz")
                .method(
                        request.method(),
                        request.body() == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(request.body(), StandardCharsets.UTF_8));
        headers.forEach(builder::header);
        request.headers().forEach(builder::setHeader);
        var answer = services.http().send(builder.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(
                answer.statusCode(),
                answer.headers().firstValue("Content-Type").orElse(null),
                answer.headers().firstValue("Retry-After").orElse(null),
                answer.body());
    }
}
