package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fleetforge.contracts.names.Headers;
import io.fleetforge.contracts.names.Topics;
import io.fleetforge.testing.TestPlatform;
import io.fleetforge.testing.TopicReader;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One id of a REST call appears in all logs, records and spans that result from the call. */
class CorrelationE2E {

    private static final String ID = "e2e-correlation-7";
    private static final String END_ID = "e2e-correlation-8";

    private final TestPlatform platform = TestPlatform.shared();
    private final Worlds worlds = new Worlds(platform);
    private final Services services = new Services(platform);
    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void shouldPropagateTheIdFromRestToLogsRecordsAndSpans() throws Exception {
        services.awaitLeading();
        var response = services.call(services.controllerRequest("/api/v1/worlds")
                .header(
                        "Authorization",
                        "Bearer " + platform.platform().controlPlane().adminToken())
                .header(Headers.HTTP_CORRELATION_ID, ID)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"apiVersion":"fleetforge.io/v1","kind":"WorldSpec","metadata":{"name":"correlated"},
                         "spec":{"topology":{"initialCells":2,
                           "worldBoundaries":{"xMin":0,"xMax":10,"yMin":0,"yMax":10}}}}
                        """)));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        assertThat(response.headers().firstValue(Headers.HTTP_CORRELATION_ID)).contains(ID);
        worlds.awaitReady("correlated");

        assertThat(worlds.get("correlated").getMetadata().getAnnotations())
                .containsEntry("fleetforge.io/correlation-id", ID);
        assertLogged(services.log(services.controller()), "the controller");
        assertLogged(services.log(worlds.hosts("correlated").getFirst()), "the cell host");
        for (var topic : List.of(Topics.WORLD_TOPOLOGY, Topics.WORLD_EVENTS, Topics.CELL_EVENTS)) {
            assertThat(platform.topics().all(topic)).as(topic).anySatisfy(record -> {
                assertThat(record.key()).startsWith("default/correlated");
                assertThat(TopicReader.header(record, Headers.KAFKA_CORRELATION_ID))
                        .isEqualTo(ID);
                assertThat(TopicReader.header(record, Headers.TRACEPARENT)).isNotNull();
            });
        }
        await("spans of REST, reconcile and host are exported")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> {
                    var spans = spans();
                    assertThat(spans)
                            .anySatisfy(span -> assertThat(service(span)).isEqualTo("fleetforge-cell"));
                    var request = only(spans, "POST /api/v1/worlds");
                    assertThat(spans)
                            .filteredOn(span -> span.path("name").asText().equals("reconcile worldspec"))
                            .isNotEmpty()
                            .allSatisfy(span -> assertThat(linked(span))
                                    .as("linked to the request")
                                    .contains(request.path("traceId").asText()));
                    var reconciles = spans.stream()
                            .filter(span -> span.path("name").asText().equals("reconcile worldspec"))
                            .map(span -> span.path("traceId").asText())
                            .toList();
                    assertThat(spans)
                            .as("what the host does follows from a reconcile, over Kafka")
                            .filteredOn(span -> span.path("name").asText().equals("apply topology"))
                            .isNotEmpty()
                            .allSatisfy(span -> assertThat(reconciles).containsAnyElementsOf(linkedOrParent(span)));
                });

        services.call(services.controllerRequest("/api/v1/worlds/default/correlated")
                .header(
                        "Authorization",
                        "Bearer " + platform.platform().controlPlane().adminToken())
                .header(Headers.HTTP_CORRELATION_ID, END_ID)
                .DELETE());
        worlds.awaitGone("correlated");
        await("the end carries the id of the request")
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(platform.topics().all(Topics.WORLD_EVENTS))
                        .filteredOn(record -> "default/correlated".equals(record.key()))
                        .last()
                        .satisfies(record -> {
                            assertThat(TopicReader.header(record, "ce_type")).contains("deleted");
                            assertThat(TopicReader.header(record, Headers.KAFKA_CORRELATION_ID))
                                    .isEqualTo(END_ID);
                        }));
    }

    @Test
    void shouldReplaceAnInvalidId() throws Exception {
        var response = services.call(services.controllerRequest("/api/v1/worlds")
                .header(
                        "Authorization",
                        "Bearer " + platform.platform().controlPlane().adminToken())
                .header(Headers.HTTP_CORRELATION_ID, "x".repeat(65)));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue(Headers.HTTP_CORRELATION_ID).orElseThrow())
                .matches("[A-Za-z0-9-]{1,64}")
                .doesNotContain("xxxx");
    }

    private void assertLogged(String log, String service) throws IOException {
        var found = new ArrayList<JsonNode>();
        for (var line : log.split("\n")) {
            if (line.startsWith("{")) {
                var entry = mapper.readTree(line);
                if (entry.path("correlation_id").asText().equals(ID)) {
                    found.add(entry);
                }
            }
        }
        assertThat(found).as(service + " logged the id").isNotEmpty().allSatisfy(entry -> {
            assertThat(entry.path("level").asText()).isNotBlank();
            assertThat(entry.path("service").asText()).startsWith("fleetforge-");
            assertThat(entry.path("trace_id").asText()).hasSize(32);
        });
    }

    private List<JsonNode> spans() throws IOException {
        var spans = new ArrayList<JsonNode>();
        for (var line : Files.readAllLines(platform.platform().spans().file())) {
            var span = mapper.readTree(line);
            if (span.at("/attributes/correlation_id").asText().equals(ID)) {
                spans.add(span);
            }
        }
        return spans;
    }

    private static JsonNode only(List<JsonNode> spans, String name) {
        var found = spans.stream()
                .filter(span -> span.path("name").asText().equals(name))
                .toList();
        assertThat(found).as(name).hasSize(1);
        return found.getFirst();
    }

    private static List<String> linked(JsonNode span) {
        var traces = new ArrayList<String>();
        span.path("links").forEach(link -> traces.add(link.path("traceId").asText()));
        return traces;
    }

    private static List<String> linkedOrParent(JsonNode span) {
        var traces = linked(span);
        traces.add(span.path("traceId").asText());
        return traces;
    }

    private static String service(JsonNode span) {
        return span.path("service").asText();
    }
}
