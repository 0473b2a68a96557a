package io.fleetforge.e2e;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.fleetforge.cluster.process.Captured;
import io.fleetforge.testing.TestPlatform;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every endpoint of a cell host against its OpenAPI document. */
class CellContractE2E {

    private static final String SESSIONS = "/api/v1/sessions";
    private static final TestPlatform PLATFORM = TestPlatform.shared();
    private static final Worlds WORLDS = new Worlds(PLATFORM);

    private static ContractCheck contract;
    private static String address;

    @BeforeAll
    static void startAHost() throws Exception {
        contract = new ContractCheck("cell-service");
        WORLDS.apply("cell-contract", 4, 4);
        WORLDS.awaitReady("cell-contract");
        address =
                "http://" + WORLDS.hosts("cell-contract").getFirst().getStatus().getPodIP() + ":8080";
    }

    @AfterAll
    static void everyOperationSucceeded() {
        WORLDS.delete("cell-contract");
        contract.requireAllSucceeded();
    }

    @Test
    void shouldServeASessionFromItsJoinToItsEnd() {
        var joined = join("{\"player\":\"ann\",\"x\":10,\"y\":10}")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        var session = SESSIONS + "/" + joined.getString("sessionId");
        var token = joined.getString("token");

        player(token).get(session).then().statusCode(200).body("x", equalTo(10f));
        player(token)
                .body("{\"x\":11,\"y\":10}")
                .put(session + "/position")
                .then()
                .statusCode(200);
        refused(player(token).body("{\"x\":11,\"y\":10,\"z\":1}").put(session + "/position"), "z");
        player(token)
                .body("{\"x\":-11,\"y\":10}")
                .put(session + "/position")
                .then()
                .statusCode(400);
        player(token).post(session + "/resume").then().statusCode(200);
        player("none").get(session).then().statusCode(401);
        player("none").post(session + "/resume").then().statusCode(401);
        player("none").delete(session).then().statusCode(401);
        player("none")
                .body("{\"x\":1,\"y\":1}")
                .put(session + "/position")
                .then()
                .statusCode(401);
        assertThat(player(token).delete(session).statusCode()).isIn(202, 204);
        player(token).get(session).then().statusCode(404);
    }

    @Test
    void shouldRefuseJoinsThatItCannotServe() {
        refused(join("{\"player\":\"ann\",\"x\":10,\"y\":10,\"wrold\":\"default/a\"}"), "wrold");
        join("{\"world\":\"default/elsewhere\",\"player\":\"ann\",\"x\":10,\"y\":10}")
                .then()
                .statusCode(421);
        join("{\"player\":\"ann\",\"x\":-10,\"y\":10}").then().statusCode(400);
        player("").contentType("text/plain").body("x").post(SESSIONS).then().statusCode(415);
        refused(player("").urlEncodingEnabled(false).get(SESSIONS + "/a%01"), "id");
    }

    @Test
    void shouldOpenOneSessionForOneIdempotencyKey() {
        var body = "{\"player\":\"bob\",\"x\":10,\"y\":10}";
        var first = keyed(body).then().statusCode(201).extract().jsonPath().getString("sessionId");

        keyed("{ \"player\": \"bob\", \"y\": 10, \"x\": 10 }")
                .then()
                .statusCode(201)
                .body("sessionId", equalTo(first));

        keyed(body.replace("bob", "cid")).then().statusCode(422).body("type", endsWith("idempotency-key-reused"));
        refused(keyed("short", body), "Idempotency-Key");
    }

    private static Response keyed(String body) {
        return keyed("9b2c8f0e-contract-1", body);
    }

    private static Response keyed(String key, String body) {
        return player("").header("Idempotency-Key", key).body(body).post(SESSIONS);
    }

    @Test
    void shouldListItsCellsPageByPage() {
        var first = player("")
                .get("/api/v1/cells?limit=3")
                .then()
                .statusCode(200)
                .body("items", hasSize(3))
                .body("continue", not(nullValue()))
                .extract()
                .jsonPath();
        player("")
                .get("/api/v1/cells?limit=3&continue=" + first.getString("continue"))
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("continue", nullValue());
        refused(player("").get("/api/v1/cells?limit=0"), "limit");
        refused(player("").get("/api/v1/cells?continue=bm9uZQ"), "continue");
        player("").accept("text/csv").get("/api/v1/cells").then().statusCode(406);
    }

    /** I7, and the verb {@code replay}, on a cell with a player. */
    @Test
    void shouldRecordACellSoThatItCanBeReplayed(@TempDir Path directory) throws Exception {
        join("{\"player\":\"eve\",\"x\":20,\"y\":20}").then().statusCode(201);
        var cell = player("").get("/api/v1/cells").jsonPath().getString("items[0].id");
        var recording = player("").get("/api/v1/cells/" + cell + "/recording");
        recording.then().statusCode(200).body("cell", equalTo(cell)).body("hash", not(nullValue()));
        player("").get("/api/v1/cells/none/recording").then().statusCode(404).body("type", endsWith("no-cell"));

        player("").get("/api/v1/cells/" + cell + "/failure").then().statusCode(204);
        player("").get("/api/v1/cells/none/failure").then().statusCode(404);

        var file = Files.write(directory.resolve("recording.json"), recording.asByteArray());
        var edited = Files.writeString(
                directory.resolve("edited.json"),
                recording.asString().replace(recording.jsonPath().getString("hash"), "1"));

        assertThat(replay(file).output()).contains("cell " + cell, "as recorded");
        assertThat(replay(file).exitCode()).isZero();
        assertThat(replay(edited).exitCode()).isEqualTo(1);
        assertThat(replay(Path.of("README.md")).output()).contains("README.md is no recording");
    }

    private static Captured replay(Path file) {
        var builder = new ProcessBuilder("./fleetforge", "replay", file.toString())
                .directory(TestPlatform.root().toFile());
        builder.environment().put("FLEETFORGE_SKIP_BUILD", "1");
        return Captured.of(builder, Duration.ofSeconds(60));
    }

    private static Response join(String body) {
        return player("").body(body).post(SESSIONS);
    }

    private static void refused(Response answer, String field) {
        answer.then().statusCode(400).body("errors.field", hasItem(field));
    }

    private static RequestSpecification player(String token) {
        var request = given().filter(contract).baseUri(address).contentType(ContentType.JSON);
        return token.isEmpty() ? request : request.header("X-Session-Token", token);
    }
}
