package io.fleetforge.e2e;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.fleetforge.testing.TestPlatform;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every endpoint of controller-service against its OpenAPI document. */
class ControllerContractE2E {

    private static final String NAMESPACE = "contract";
    private static final String WORLDS = "/api/v1/worlds";
    private static final TestPlatform PLATFORM = TestPlatform.shared();
    private static final Services SERVICES = new Services(PLATFORM);

    private static ContractNamespace namespace;
    private static ContractCheck contract;
    private static String editor;

    @BeforeAll
    static void prepare() throws Exception {
        SERVICES.awaitLeading();
        namespace = new ContractNamespace(PLATFORM, NAMESPACE);
        contract = new ContractCheck("controller-service");
        editor = namespace.editor();
    }

    @AfterAll
    static void everyOperationSucceeded() {
        namespace.close();
        contract.requireAllSucceeded();
    }

    @Test
    void shouldServeAWorldFromItsCreationToItsDeletion() {
        create(world("life"), null).then().statusCode(201).body("name", equalTo("life"));
        await("the world has a topology")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(editor().get(WORLDS + "/contract/life/locate?x=10&y=10")
                                .statusCode())
                        .isEqualTo(200));
        editor().get(WORLDS + "/contract/life").then().statusCode(200).body("namespace", equalTo(NAMESPACE));
        editor().get(WORLDS + "/contract/life/locate?x=5000&y=1").then().statusCode(404);
        editor().body(spec(4))
                .post(WORLDS + "/contract/life/plan")
                .then()
                .statusCode(200)
                .body("cells", equalTo(4));
        create(world("life"), null).then().statusCode(409);
        editor().delete(WORLDS + "/contract/life").then().statusCode(202);
        editor().delete(WORLDS + "/contract/absent").then().statusCode(404);
    }

    @Test
    void shouldListPageByPageAndRefuseOtherPositions() {
        for (var i = 0; i < 5; i++) {
            create(world("page-" + i), null).then().statusCode(201);
        }
        var names = new ArrayList<String>();
        var from = "";
        do {
            var page = editor().queryParam("namespace", NAMESPACE)
                    .queryParam("limit", 2)
                    .queryParam("continue", from)
                    .get(WORLDS)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            names.addAll(page.getList("items.name", String.class));
            from = page.getString("continue") == null ? "" : page.getString("continue");
        } while (!from.isEmpty());
        assertThat(names).doesNotHaveDuplicates().contains("page-0", "page-1", "page-2", "page-3", "page-4");
        for (var limit : new String[] {"0", "501", "x"}) {
            refused(editor().get(WORLDS + "?namespace=contract&limit=" + limit), 400, "limit");
        }
        editor().get(WORLDS + "?namespace=contract&continue=bm9uZQ").then().statusCode(400);
    }

    @Test
    void shouldRefuseAPositionOfTheFuture() {
        var forged = "{\"v\":\"meta.k8s.io/v1\",\"rv\":999999999999,\"start\":\"a\\u0000\"}";
        var token = Base64.getUrlEncoder().encodeToString(forged.getBytes(StandardCharsets.UTF_8));

        assertThat(editor().get(WORLDS + "?namespace=contract&continue=" + token)
                        .statusCode())
                .isIn(400, 410);
    }

    @Test
    void shouldAnswerTheFirstOutcomeWhenKeyAndBodyAreRepeated() {
        var key = UUID.randomUUID().toString();
        var named = create(world("keyed"), key).then().statusCode(201).extract().jsonPath();
        create(world("keyed"), key).then().statusCode(201).body("uid", equalTo(named.getString("uid")));
        create(world("keyed").replace("\"initialCells\":2", "\"initialCells\":3"), key)
                .then()
                .statusCode(422)
                .body("type", equalTo("https://fleetforge.io/problems/idempotency-key-reused"));
        refused(create(world("keyed-other"), key), 422, "Idempotency-Key");
        create(world("keyed"), UUID.randomUUID().toString()).then().statusCode(409);
        refused(create(world("keyed"), "k".repeat(256)), 400, "Idempotency-Key");
    }

    @Test
    void shouldDeriveAGeneratedNameFromTheKey() {
        var body = world("x").replace("\"name\":\"x\"", "\"generateName\":\"made-\"");
        var key = UUID.randomUUID().toString();
        var first = create(body, key)
                .then()
                .statusCode(201)
                .body("name", startsWith("made-"))
                .extract()
                .jsonPath();
        create(body, key).then().statusCode(201).body("name", equalTo(first.getString("name")));
        create(body, UUID.randomUUID().toString())
                .then()
                .statusCode(201)
                .body("name", not(equalTo(first.getString("name"))));
        create(body, null).then().statusCode(201).header("Location", containsString(WORLDS + "/contract/made-"));
    }

    @Test
    void shouldNameTheFieldWhenARequestIsRefused() {
        refused(
                create("{\"metadata\":{\"name\":\"a\",\"resourceVersion\":\"7\"}}", null),
                400,
                "metadata.resourceVersion");
        refused(create(world("a").replace("initialCells", "initialCell"), null), 400, "spec.topology.initialCell");
        refused(
                create(world("a").replace("\"initialCells\":2", "\"initialCells\":0"), null),
                422,
                "spec.topology.initialCells");
        refused(editor().urlEncodingEnabled(false).get(WORLDS + "/contract/a%01b"), 400, "name");
        refused(editor().urlEncodingEnabled(false).get(WORLDS + "/contract/%C3%A4/locate?x=1&y=1"), 400, "name");
        refused(editor().urlEncodingEnabled(false).get(WORLDS + "?namespace=contract&continue=%00"), 400, "continue");
        refused(editor().get(WORLDS + "/contract/a/locate?x=one&y=1"), 400, "x");
        refused(editor().get(WORLDS + "/contract/a/locate?x=1"), 400, "y");
        refused(editor().body("{\"topolgy\":{}}").post(WORLDS + "/contract/a/plan"), 400, "topolgy");
        editor().accept("text/csv").get(WORLDS + "?namespace=contract").then().statusCode(406);
        given().filter(contract)
                .baseUri(address())
                .auth()
                .oauth2(editor)
                .contentType("text/plain")
                .body("x")
                .post(WORLDS)
                .then()
                .statusCode(415);
    }

    @Test
    void shouldRefuseCallersWithoutTokenOrRight() {
        var stranger = namespace.stranger();
        for (var path : new String[] {"", "/contract/a", "/contract/a/locate?x=1&y=1"}) {
            as("none").get(WORLDS + path).then().statusCode(401).header("WWW-Authenticate", startsWith("Bearer"));
            as(stranger).get(WORLDS + path).then().statusCode(403);
        }
        for (var path : new String[] {"", "/contract/a/plan"}) {
            as("none").body(world("a")).post(WORLDS + path).then().statusCode(401);
        }
        as(stranger).body(world("a")).post(WORLDS).then().statusCode(403);
        as(stranger).body(spec(1)).post(WORLDS + "/contract/a/plan").then().statusCode(403);
        as("none").delete(WORLDS + "/contract/a").then().statusCode(401);
        as(stranger).delete(WORLDS + "/contract/a").then().statusCode(403);
    }

    private static void refused(Response answer, int status, String field) {
        answer.then().statusCode(status).body("errors.field", hasItem(field));
    }

    private static Response create(String body, @Nullable String key) {
        var request = editor().body(body);
        return (key == null ? request : request.header("Idempotency-Key", key)).post(WORLDS);
    }

    private static String world(String name) {
        return "{\"metadata\":{\"name\":\"%s\",\"namespace\":\"contract\"},\"spec\":%s}".formatted(name, spec(2));
    }

    private static String spec(int cells) {
        return "{\"topology\":{\"initialCells\":%d,\"worldBoundaries\":{\"xMin\":0,\"xMax\":1000,\"yMin\":0,\"yMax\":1000}}}"
                .formatted(cells);
    }

    private static RequestSpecification editor() {
        return as(editor);
    }

    private static RequestSpecification as(String token) {
        return given().filter(contract).baseUri(address()).auth().oauth2(token).contentType(ContentType.JSON);
    }

    private static String address() {
        return "http://" + SERVICES.controller().getStatus().getPodIP() + ":8080";
    }
}
