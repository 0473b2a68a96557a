package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fleetforge.cluster.Checkout;
import io.fleetforge.local.Platform;
import io.fleetforge.testing.TestPlatform;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * {@code up --observability}: real Prometheus, Alertmanager and Jaeger beside a platform, queried with the commands of the
 * requirements.
 */
@LongScenario
class ObservabilityE2E {

    private static final String SKIPPED = "observability.skipped";
    private static final Duration SCRAPED = Duration.ofSeconds(60);
    private static final Duration WITH_JAEGER_BUILT = Duration.ofMinutes(30);
    private static final Launcher LAUNCHER = new Launcher("observability-run");
    private static final List<String> SERVICES =
            List.of("fleetforge-controller", "alert-router", "backup-service", "chaos-service");

    private static final String HOST_DOWN = "HostDown";

    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable JsonNode addresses;

    @BeforeAll
    static void start() {
        var reason = System.getProperty(SKIPPED);
        if (reason != null) {
            System.err.println("SKIPPED: ObservabilityE2E: " + reason);
        }
        assumeThat(reason).as("SKIPPED: " + reason).isNull();
        var up = LAUNCHER.run("./fleetforge up --observability", WITH_JAEGER_BUILT);
        assertThat(up.exitCode())
                .as(
                        "Without Prometheus or Alertmanager install what is named here, or pass -D%s=<reason>:%n%s",
                        SKIPPED, up.output())
                .isZero();
        assertThat(up.output()).contains("prometheus: http://127.0.0.1:", "jaeger: http://127.0.0.1:");
    }

    @AfterAll
    static void stop() {
        LAUNCHER.run("./fleetforge down");
    }

    @Test
    void shouldObserveAWorldFromItsStartToTheEndOfThePlatform() throws Exception {
        await("every service and observer is up").atMost(SCRAPED).untilAsserted(() -> {
            assertThat(targets())
                    .filteredOn(target -> target.path("health").asText().equals("up"))
                    .extracting(target -> target.at("/labels/job").asText())
                    .containsAll(SERVICES)
                    .contains("prometheus", "alertmanager", "jaeger");
        });
        var count = LAUNCHER.run(
                "./fleetforge curl -s http://prometheus:9090/api/v1/targets" + " | jq '.data.activeTargets | length'");
        assertThat(Integer.parseInt(count.output().strip())).isGreaterThanOrEqualTo(SERVICES.size() + 3);
        assertThat(LAUNCHER.json("./fleetforge status -o json")
                        .at("/observability/prometheus")
                        .asText())
                .startsWith("http://127.0.0.1:");

        LAUNCHER.require("./fleetforge apply examples/worlds/starter.yaml");
        LAUNCHER.require("./fleetforge kubectl wait --for=condition=Ready worldspec/starter --timeout=90s");

        await("the host is a target with its world")
                .atMost(SCRAPED)
                .untilAsserted(() -> assertThat(targets()).anySatisfy(target -> {
                    assertThat(target.at("/labels/job").asText()).isEqualTo("cell-host");
                    assertThat(target.at("/labels/world").asText()).isEqualTo("starter");
                    assertThat(target.path("health").asText()).isEqualTo("up");
                }));
        await("the controller's count has been scraped")
                .atMost(SCRAPED)
                .untilAsserted(() -> assertThat(LAUNCHER.json(
                                        "./fleetforge curl -s http://prometheus:9090/api/v1/query?query=fleetforge_worldspecs_total")
                                .at("/data/result/0/value/1")
                                .asDouble())
                        .isPositive());
        await("spans of the controller and of the host are found")
                .atMost(SCRAPED)
                .untilAsserted(this::assertTraces);

        await("an exemplar leads from the histogram to a trace").atMost(SCRAPED).untilAsserted(this::assertExemplars);

        assertRulesAndDashboards();
        killAHostAndFollowItsAlert();

        LAUNCHER.require("./fleetforge kubectl delete worldspec starter");

        await("a host that is gone is no target")
                .atMost(SCRAPED)
                .untilAsserted(() -> assertThat(targets())
                        .extracting(target -> target.at("/labels/job").asText())
                        .doesNotContain("cell-host")
                        .containsAll(SERVICES));
        assertThat(LAUNCHER.require("./fleetforge down")).contains("prometheus", "alertmanager", "jaeger");
        assertThat(Platform.running(new Checkout(TestPlatform.root(), LAUNCHER.state())))
                .isEmpty();
        assertThat(LAUNCHER.run("./fleetforge curl -s http://prometheus:9090/-/ready")
                        .exitCode())
                .isNotZero();
    }

    private void assertTraces() throws IOException {
        assertThat(LAUNCHER.json(
                                "./fleetforge curl --silent http://jaeger:16686/api/traces?service=fleetforge-controller")
                        .path("data"))
                .as("a trace with spans of the controller and of the cell service")
                .anySatisfy(trace -> assertThat(trace.path("processes").findValuesAsText("serviceName"))
                        .contains("fleetforge-controller", "fleetforge-cell"));
        assertThat(LAUNCHER.json("./fleetforge curl -s 'http://jaeger:16686/api/traces?service=fleetforge-controller"
                                + "&operation=reconcile%20worldspec'")
                        .path("data"))
                .as("what a host does with its topology is in the trace of the reconcile that published it")
                .anySatisfy(trace -> assertThat(trace.path("spans").findValuesAsText("operationName"))
                        .contains("reconcile worldspec", "fleetforge.world.topology.v1 publish", "apply topology"));
    }

    /** The trace of an exemplar exists and is a reconcile. */
    private void assertExemplars() throws Exception {
        var now = Instant.now().getEpochSecond();
        var exemplars = ask(
                        "prometheus",
                        "/api/v1/query_exemplars?query=fleetforge_reconcile_duration_seconds_bucket&start=%d&end=%d"
                                .formatted(now - 300, now + 60))
                .findValuesAsText("trace_id");
        assertThat(exemplars).isNotEmpty();
        assertThat(ask("jaeger", "/api/traces/" + exemplars.getLast()).findValuesAsText("operationName"))
                .contains("reconcile worldspec");
    }

    /** Every rule is evaluated, and every query of every dashboard is answered and uses exposed metrics only. */
    private void assertRulesAndDashboards() throws Exception {
        await("the rules have been evaluated").atMost(SCRAPED.multipliedBy(2)).untilAsserted(() -> {
            for (var group : ask("prometheus", "/api/v1/rules").at("/data/groups")) {
                // Rules over a month are evaluated every five minutes.
                var allowed = group.path("interval").asInt() > 60 ? List.of("ok", "unknown") : List.of("ok");
                assertThat(group.path("rules").findValuesAsText("health"))
                        .as(group.path("name").asText())
                        .isNotEmpty()
                        .isSubsetOf(allowed);
            }
        });
        var queries = DashboardQueries.in(TestPlatform.root().resolve("infra/observability/dashboards"));
        assertThat(queries).hasSizeGreaterThan(80);
        var empty = new TreeMap<String, String>();
        for (var query : queries.entrySet()) {
            var answer = query(query.getValue());
            if (!answer.path("status").asText().equals("success")) {
                empty.put(
                        query.getKey(),
                        query.getValue() + ": " + answer.path("error").asText());
            } else if (answer.at("/data/result").isEmpty()) {
                System.out.printf("no data now: %s: %s%n", query.getKey(), query.getValue());
            }
        }
        assertThat(empty).isEmpty();
    }

    /** The alert fires within a minute of the fault, and resolves by itself. */
    private void killAHostAndFollowItsAlert() throws Exception {
        await("the world is at rest")
                .atMost(SCRAPED)
                .untilAsserted(() -> assertThat(alerts()).doesNotContain(HOST_DOWN));
        var host = LAUNCHER.process("starter-0");
        var start = System.nanoTime();
        host.destroyForcibly();

        await("HostDown is in Alertmanager")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(alerts()).contains(HOST_DOWN));
        var result = System.nanoTime();
        await("HostDown resolves")
                .atMost(Duration.ofMinutes(4))
                .untilAsserted(() -> assertThat(alerts()).doesNotContain(HOST_DOWN));
        System.out.printf(
                "HostDown was in Alertmanager %.1f s after the kill, and gone after %.1f s%n",
                (result - start) / 1e9, (System.nanoTime() - start) / 1e9);
    }

    private List<String> alerts() throws Exception {
        return ask("alertmanager", "/api/v2/alerts?active=true").findValuesAsText("alertname");
    }

    private JsonNode query(String expression) throws Exception {
        return ask("prometheus", "/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
    }

    private JsonNode ask(String program, String path) throws Exception {
        if (addresses == null) {
            addresses = LAUNCHER.json("./fleetforge status -o json").path("observability");
        }
        var uri = URI.create(addresses.path(program).asText() + path);
        return mapper.readTree(http.send(
                        HttpRequest.newBuilder(uri)
                                .timeout(Duration.ofSeconds(15))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body());
    }

    private List<JsonNode> targets() throws IOException {
        var targets = LAUNCHER.json("./fleetforge curl -s http://prometheus:9090/api/v1/targets")
                .at("/data/activeTargets");
        return StreamSupport.stream(targets.spliterator(), false).toList();
    }
}
