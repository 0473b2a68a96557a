package io.fleetforge.e2e;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.fleetforge.contracts.hash.Sha256;
import io.fleetforge.testing.TestPlatform;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every endpoint of alert-router against its OpenAPI document. */
class AlertRouterContractE2E {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String SILENCES = "/api/v2/silences";
    private static final TestPlatform PLATFORM = TestPlatform.shared();
    private static final Services SERVICES = new Services(PLATFORM);

    private static ContractNamespace namespace;
    private static ContractCheck contract;
    private static PageReceiver receiver;
    private static AlertRouterDriver router;

    @BeforeAll
    static void routeToTheReceiver() throws Exception {
        namespace = new ContractNamespace(PLATFORM, "alert-contract");
        contract = new ContractCheck("alert-router");
        receiver = new PageReceiver(post -> false);
        router = new AlertRouterDriver(PLATFORM, SERVICES);
        router.route(receiver, AlertRouterDriver.PAGE_ANN, 1);
    }

    @AfterAll
    static void everyOperationSucceeded() {
        router.close();
        receiver.close();
        namespace.close();
        contract.requireAllSucceeded();
    }

    @Test
    void shouldServeAnIncidentFromItsAlertToItsReview() {
        admin().body(AlertRouterDriver.webhook("firing", Instant.now(), "HostDown"))
                .post("/api/v1/webhooks/alertmanager")
                .then()
                .statusCode(202);
        await("the incident")
                .atMost(SOON)
                .untilAsserted(() -> admin().get("/api/v1/incidents?state=open")
                        .then()
                        .statusCode(200)
                        .body("items.title", hasItem(startsWith("HostDown"))));
        var id = admin().get("/api/v1/incidents?state=open&limit=1").jsonPath().getString("items[0].id");
        var incident = "/api/v1/incidents/" + id;

        admin().get(incident).then().statusCode(200).body("id", equalTo(id));
        admin().body("{}")
                .post(incident + "/acknowledge")
                .then()
                .statusCode(200)
                .body("state", equalTo("ACKNOWLEDGED"));
        admin().body("{}").post(incident + "/review").then().statusCode(409);
        refused(admin().body("{\"minuts\":5}").post(incident + "/snooze"), 400, "minuts");
        admin().body("{}").post(incident + "/dance").then().statusCode(404);
        var key = UUID.randomUUID().toString();
        for (var i = 0; i < 2; i++) {
            note(incident, "rollback started", key)
                    .then()
                    .statusCode(200)
                    .body("timeline.findAll { it.text == 'rollback started' }.size()", equalTo(1));
        }
        refused(note(incident, "another note", key), 422, "Idempotency-Key");
        refused(note(incident, "another note", "k".repeat(256)), 400, "Idempotency-Key");
        admin().body("{}").post(incident + "/resolve").then().statusCode(200);
        admin().accept("text/markdown").get(incident + "/review").then().statusCode(200);
        admin().get("/api/v1/incidents/inc-none").then().statusCode(404);
        refused(admin().urlEncodingEnabled(false).get("/api/v1/incidents/a%01"), 400, "id");
        admin().get("/api/v1/incidents?state=odd").then().statusCode(400);
    }

    private static Response note(String incident, String text, String key) {
        return admin().header("Idempotency-Key", key)
                .body("{\"note\":\"%s\"}".formatted(text))
                .post(incident + "/note");
    }

    @Test
    void shouldListAlertsPageByPage() {
        var alerts = new ArrayList<String>();
        for (var i = 0; i < 5; i++) {
            alerts.add("{\"labels\":{\"alertname\":\"Paged%d\",\"contract\":\"paged\"}}".formatted(i));
        }
        admin().body(alerts.toString()).post("/api/v2/alerts").then().statusCode(200);
        await("the alerts are known")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(fingerprints(500)).hasSize(5));

        assertThat(fingerprints(2)).doesNotHaveDuplicates().isEqualTo(fingerprints(500));
        admin().get("/api/v1/alerts/" + fingerprints(500).getFirst()).then().statusCode(200);
        admin().get("/api/v1/alerts/none").then().statusCode(404);
    }

    private static List<String> fingerprints(int limit) {
        var found = new ArrayList<String>();
        var from = "";
        do {
            var page = admin().queryParam("q", "paged")
                    .queryParam("limit", limit)
                    .queryParam("continue", from)
                    .get("/api/v1/alerts")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            found.addAll(page.getList("items.fingerprint", String.class));
            from = page.getString("continue") == null ? "" : page.getString("continue");
        } while (!from.isEmpty());
        return found;
    }

    @Test
    void shouldTakeTheSameLimitAndContinueInEveryList() {
        var lists = List.of("incidents", "alerts", "oncall", "silences");
        var digests = List.of("incidents?state=null", "alerts?q=", "oncall?at=null", "silences");
        for (var i = 0; i < lists.size(); i++) {
            var list = "/api/v1/" + lists.get(i);
            admin().get(list + "?limit=500").then().statusCode(200);
            refused(admin().get(list + "?limit=501"), 400, "limit");
            refused(admin().get(list + "?limit=all"), 400, "limit");
            refused(admin().get(list + "?continue=bm9uZQ"), 400, "continue");
            refused(admin().urlEncodingEnabled(false).get(list + "?continue=%C3%A4"), 400, "continue");
            admin().get(list + "?continue=" + token(digests.get(i), Instant.now()))
                    .then()
                    .statusCode(200);
            admin().get(list + "?continue="
                            + token(digests.get(i), Instant.now().minusSeconds(301)))
                    .then()
                    .statusCode(410)
                    .body("type", equalTo("https://fleetforge.io/problems/expired"));
        }
    }

    private static String token(String list, Instant at) {
        var text = "1 %s %d a".formatted(Sha256.hex(list).substring(0, 16), at.toEpochMilli());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldAnswerTheFirstSilenceWhenKeyAndBodyAreRepeated() {
        var key = UUID.randomUUID().toString();
        var until = Instant.now().plusSeconds(600);
        var id = silence("once", until, key)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getString("silenceID");

        silence("once", until, key).then().statusCode(200).body("silenceID", equalTo(id));
        refused(silence("twice", until, key), 422, "Idempotency-Key");
        silence("once", until, UUID.randomUUID().toString())
                .then()
                .statusCode(200)
                .body("silenceID", not(equalTo(id)));
        admin().get("/api/v2/silence/" + id).then().statusCode(200).body("status.state", equalTo("active"));
        admin().get(SILENCES).then().statusCode(200).body("id", hasItem(id));
        admin().get("/api/v1/silences?limit=500").then().statusCode(200).body("items.id", hasItem(id));
        admin().delete("/api/v2/silence/" + id).then().statusCode(204);
        admin().get("/api/v2/silence/" + id).then().body("status.state", equalTo("expired"));
        admin().delete("/api/v2/silence/none").then().statusCode(404);
        silence("", until, null).then().statusCode(400);
        admin().body("{\"matchers\":[null],\"endsAt\":\"%s\",\"comment\":\"c\"}".formatted(until))
                .post(SILENCES)
                .then()
                .statusCode(400);
    }

    private static Response silence(String comment, Instant until, @Nullable String key) {
        var request = admin().body("""
                {"matchers":[{"name":"contract","value":"a","isRegex":false}],"endsAt":"%s","comment":"%s"}
                """.formatted(until, comment));
        return (key == null ? request : request.header("Idempotency-Key", key)).post(SILENCES);
    }

    @Test
    void shouldTestRoutesAndShowSchedules() {
        admin().body("{\"alertname\":\"X\"}").post("/api/v1/routes/test").then().statusCode(200);
        refused(admin().body("{\"alertname\":null}").post("/api/v1/routes/test"), 400, "alertname");
        refused(admin().body("{\"alertname\":7}").post("/api/v1/routes/test"), 400, "alertname");
        refused(admin().urlEncodingEnabled(false).get("/api/v1/oncall?at=%2B1000000000-01-01T00:00:00Z"), 400, "at");
    }

    @Test
    void shouldRefuseCallersWithoutTokenOrRight() {
        var stranger = namespace.stranger();
        for (var path :
                List.of("incidents", "incidents/a", "incidents/a/review", "alerts", "alerts/a", "oncall", "silences")) {
            as("none").get("/api/v1/" + path).then().statusCode(401);
            as(stranger).get("/api/v1/" + path).then().statusCode(403);
        }
        for (var path : List.of(
                "/api/v1/incidents/a/note",
                "/api/v1/routes/test",
                SILENCES,
                "/api/v2/alerts",
                "/api/v1/webhooks/alertmanager")) {
            as("none").body("{}").post(path).then().statusCode(401);
            as(stranger).body("{}").post(path).then().statusCode(403);
        }
        as(stranger).delete("/api/v2/silence/a").then().statusCode(403);
        as(stranger).get("/api/v2/silence/a").then().statusCode(403);
        as(stranger).get(SILENCES).then().statusCode(403);
    }

    private static void refused(Response answer, int status, String field) {
        answer.then().statusCode(status).body("errors.field", hasItem(field));
    }

    private static RequestSpecification admin() {
        return as(router.token());
    }

    private static RequestSpecification as(String token) {
        return given().filter(contract)
                .baseUri(router.address())
                .auth()
                .oauth2(token)
                .contentType(ContentType.JSON);
    }
}
