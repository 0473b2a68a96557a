package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fleetforge.testing.TestPlatform;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** The REST edges from a client's side. */
class RestE2E {

    private final TestPlatform platform = TestPlatform.shared();
    private final Worlds worlds = new Worlds(platform);
    private final Services services = new Services(platform);
    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void shouldShowLocateAndPlanAWorldWithoutChangingIt() throws Exception {
        worlds.apply("atlas", 4, 4);
        worlds.awaitReady("atlas");
        var revision = worlds.topology("atlas").getSpec().revision();

        var world = json(get("/api/v1/worlds/default/atlas"));
        var page = json(get("/api/v1/worlds?namespace=default&limit=1"));
        var position = json(get("/api/v1/worlds/default/atlas/locate?x=10&y=990"));
        var outside = get("/api/v1/worlds/default/atlas/locate?x=5000&y=0");
        var plan = json(send("POST", "/api/v1/worlds/default/atlas/plan", spec(8, 1)));
        var refused = send("POST", "/api/v1/worlds/default/atlas/plan", spec(900, 500));
        var invalid = send("POST", "/api/v1/worlds/default/atlas/plan", spec(0, 1));

        assertThat(world.path("ready").asBoolean()).isTrue();
        assertThat(world.path("cells").asInt()).isEqualTo(4);
        assertThat(page.path("items")).hasSize(1);
        assertThat(position.path("host").asText()).isEqualTo("atlas-0");
        assertThat(position.path("address").asText()).startsWith("127.");
        assertThat(outside.statusCode()).isEqualTo(404);
        assertThat(plan.path("outcome").asText()).isEqualTo("Change");
        assertThat(plan.path("cells").asInt()).isEqualTo(8);
        assertThat(plan.path("operations"))
                .hasSize(4)
                .allSatisfy(operation -> assertThat(operation.asText()).startsWith("split"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("minCellSize");
        assertThat(invalid.statusCode()).isEqualTo(422);
        assertThat(invalid.body()).contains("spec.topology.initialCells");
        assertThat(worlds.topology("atlas").getSpec().revision()).isEqualTo(revision);
        worlds.delete("atlas");
    }

    @Test
    void shouldAnswer404And400WithProblems() throws Exception {
        assertThat(get("/api/v1/worlds/default/nowhere").statusCode()).isEqualTo(404);
        assertThat(send("DELETE", "/api/v1/worlds/default/nowhere", "").statusCode())
                .isEqualTo(404);
        assertThat(get("/api/v1/worlds?limit=0").body()).contains("limit must be 1 to 500");
        assertThat(send("POST", "/api/v1/worlds", "{").statusCode()).isEqualTo(400);
    }

    @Test
    void shouldBeAsStrictAsKubectlWhenABodyHasAFieldThatDoesNotExist() throws Exception {
        var world = "{\"metadata\":{\"name\":\"typo\",\"namespace\":\"default\"%s},\"spec\":%s}";
        var valid = spec(2, 1);
        var typo = valid.replace("{\"topology\"", "{\"capacity\":{\"maxPlayerPerCell\":20},\"topology\"");
        var twice =
                valid.replace("{\"topology\"", "{\"capacity\":{\"cellsPerHost\":1,\"cellsPerHost\":2},\"topology\"");

        refused(400, "spec.capacity.maxPlayerPerCell", send("POST", "/api/v1/worlds", world.formatted("", typo)));
        refused(400, "spec.capacity.cellsPerHost", send("POST", "/api/v1/worlds", world.formatted("", twice)));
        refused(400, "metadata.lables", send("POST", "/api/v1/worlds", world.formatted(",\"lables\":{}", valid)));
        refused(422, "spec.topology.initialCells", send("POST", "/api/v1/worlds", world.formatted("", spec(0, 1))));
        refused(
                400,
                "topology.initialCell",
                send(
                        "POST",
                        "/api/v1/worlds/default/typo/plan",
                        valid.replace("\"initialCells\"", "\"initialCell\":9,\"initialCells\"")));
        assertThat(get("/api/v1/worlds/default/typo").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldAnswer400NamingThePartWhenItCanAddressNoWorld() throws Exception {
        refused(400, "name", get("/api/v1/worlds/default/a%01b"));
        refused(400, "name", get("/api/v1/worlds/default/gr%C3%B6%C3%9Fe"));
        refused(400, "namespace", get("/api/v1/worlds/a%0Ab/atlas/locate?x=1&y=1"));
        refused(400, "namespace", send("DELETE", "/api/v1/worlds/%C3%A4/atlas", ""));
        refused(400, "name", send("POST", "/api/v1/worlds/default/A%20B/plan", spec(2, 1)));
        refused(400, "namespace", get("/api/v1/worlds?namespace=%01"));
        refused(400, "continue", get("/api/v1/worlds?continue=%C3%A4"));
        assertThat(get("/api/v1/worlds?continue=bm9uZQ").statusCode()).isEqualTo(400);
    }

    private void refused(int status, String field, HttpResponse<String> response) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(mapper.readTree(response.body()).path("errors"))
                .as(response.body())
                .anySatisfy(error -> assertThat(error.path("field").asText()).isEqualTo(field));
    }

    @Test
    void shouldServeJoinMoveCrossAndLeave() throws Exception {
        worlds.apply("walk", 2, 2);
        worlds.awaitReady("walk");
        var host = "http://" + worlds.hosts("walk").getFirst().getStatus().getPodIP() + ":8081";

        var joined = json(call(
                "POST",
                host + "/api/v1/sessions",
                "{\"world\":\"default/walk\",\"player\":\"ann\",\"x\":490,\"y\":10}",
                ""));
        var id = joined.path("sessionId").asText();
        var token = joined.path("token").asText();
        var twice = call("POST", host + "/api/v1/sessions", "{\"player\":\"ann\",\"x\":1,\"y\":1}", "");
        var forged = call("PUT", host + "/api/v1/sessions/" + id + "/position", "{\"x\":1,\"y\":1}", "not-the-token");
        var nan = call("PUT", host + "/api/v1/sessions/" + id + "/position", "{\"x\":\"NaN\",\"y\":1}", token);
        var outside = call("PUT", host + "/api/v1/sessions/" + id + "/position", "{\"x\":-5,\"y\":1}", token);
        var moved = call("PUT", host + "/api/v1/sessions/" + id + "/position", "{\"x\":510,\"y\":10}", token);

        assertThat(json(twice).path("sessionId").asText())
                .as("a name is a label: another session")
                .isNotEqualTo(id);
        assertThat(call("GET", host + "/api/v1/sessions/" + id, "", "").statusCode())
                .as("without its token")
                .isEqualTo(401);
        assertThat(call(
                                "DELETE",
                                host + "/api/v1/sessions/" + id,
                                "",
                                json(twice).path("token").asText())
                        .statusCode())
                .as("with the token of its namesake")
                .isEqualTo(401);
        assertThat(forged.statusCode()).isEqualTo(401);
        assertThat(nan.statusCode()).isEqualTo(400);
        assertThat(outside.statusCode()).isEqualTo(400);
        assertThat(moved.statusCode()).isEqualTo(200);
        org.awaitility.Awaitility.await("ann crosses to the other cell").untilAsserted(() -> {
            var position = json(call("GET", host + "/api/v1/sessions/" + id, "", token));
            assertThat(position.path("cell").asText())
                    .isNotEqualTo(joined.path("cell").asText());
            assertThat(position.path("x").asDouble()).isEqualTo(510);
        });
        assertThat(call("DELETE", host + "/api/v1/sessions/" + id, "", token).statusCode())
                .isEqualTo(204);
        var ended = call("GET", host + "/api/v1/sessions/" + id, "", token);
        assertThat(ended.statusCode()).isEqualTo(404);
        assertThat(ended.body()).contains("session-ended");
        assertThat(ended.headers().firstValue("Retry-After"))
                .as("no retry helps")
                .isEmpty();
        worlds.delete("walk");
    }

    private static String spec(int cells, double minCellSize) {
        return "{\"topology\":{\"initialCells\":%d,\"minCellSize\":%s,\"worldBoundaries\":{\"xMin\":0,\"xMax\":1000,\"yMin\":0,\"yMax\":1000}}}"
                .formatted(cells, minCellSize);
    }

    private JsonNode json(HttpResponse<String> response) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        return mapper.readTree(response.body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, "");
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return services.call(services.controllerRequest(path)
                .header(
                        "Authorization",
                        "Bearer " + platform.platform().controlPlane().adminToken())
                .header("Content-Type", "application/json")
                .method(method, publisher(body)));
    }

    private HttpResponse<String> call(String method, String url, String body, String token) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .method(method, publisher(body));
        if (!token.isEmpty()) {
            request.header("X-Session-Token", token);
        }
        return services.call(request);
    }

    private static HttpRequest.BodyPublisher publisher(String body) {
        return body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
    }
}
