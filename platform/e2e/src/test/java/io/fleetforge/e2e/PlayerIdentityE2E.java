package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.play.ClientMessage;
import io.fleetforge.testing.TestPlatform;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A name is a label: sessions that share it do not affect each other, and a page that is gone leaves no session for long. */
class PlayerIdentityE2E {

    private static final TestPlatform PLATFORM = TestPlatform.shared();
    private static final Worlds WORLDS = new Worlds(PLATFORM);
    private static final String WORLD = "names";
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int PAGES = 30;
    private static final String ORIGIN = "https://play.example.org";

    private final Services services = new Services(PLATFORM);
    private final Players west = new Players(WORLDS, services, WORLD, WORLD + "-0");
    private final Players east = new Players(WORLDS, services, WORLD, WORLD + "-1");

    @BeforeAll
    static void createWorld() {
        var world = Serialization.unmarshal("""
                apiVersion: fleetforge.io/v1
                kind: WorldSpec
                metadata: {name: %s, namespace: %s}
                spec:
                  topology: {initialCells: 2, worldBoundaries: {xMin: 0, xMax: 1000, yMin: 0, yMax: 1000}}
                  capacity: {maxPlayersPerCell: 40, cellsPerHost: 1}
                  scaling: {minCells: 2, maxCells: 2}
                  players: {disconnectGrace: 2s, allowedOrigins: ["%s"]}
                """.formatted(WORLD, Worlds.NAMESPACE, ORIGIN), WorldSpec.class);
        PLATFORM.client().resource(world).create();
        WORLDS.awaitReady(WORLD);
    }

    @AfterAll
    static void deleteWorld() {
        WORLDS.delete(WORLD);
    }

    @Test
    void shouldKeepBothSessionsOfANameWhenOneCrossesToTheHostOfTheOther() throws Exception {
        var crossing = west.join("ann", 490);
        var local = east.join("ann", 700);

        var crossed = west.walk(crossing, 510);

        await("the crossing session is on the other host")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(east.view(crossed).statusCode()).isEqualTo(200));
        assertThat(east.view(local).statusCode()).isEqualTo(200);
        assertThat(east.leave(crossed).statusCode()).isEqualTo(204);
        assertThat(east.view(local).statusCode()).as("its namesake has left").isEqualTo(200);
        assertThat(east.leave(local).statusCode()).isEqualTo(204);
    }

    /** A page in development opens its socket twice within milliseconds, and closes the first. */
    @Test
    void shouldAdmitEachPageThatOpensItsSocketTwiceAndEndTheSessionsItLeft() throws Exception {
        var random = new Random(7);
        for (var page = 0; page < PAGES; page++) {
            var first = PlayerSocket.binary(address()).send(new ClientMessage.Join("eve", 10, 10));
            try (var second = PlayerSocket.binary(address())) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(60)));
                first.close();
                assertThat(second.join("eve", 20, 20).session()).isNotBlank();
                second.send(new ClientMessage.Leave());
                second.awaitClosed();
            }
        }

        await("no session of a closed page is left")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(west.count()).isZero());
    }

    @Test
    void shouldEndTheSessionOfAClosedSocketAfterTheGraceTimeOnly() throws Exception {
        String token;
        try (var bob = PlayerSocket.binary(address())) {
            token = bob.join("bob", 30, 30).token();
            bob.send(new ClientMessage.Ping(1));
        }
        try (var again = PlayerSocket.binary(address())) {
            assertThat(again.resume(token).session())
                    .as("within the grace time")
                    .isNotBlank();
            again.send(new ClientMessage.Ping(2));
        }

        await("the session ended")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(west.count()).isZero());
        try (var late = PlayerSocket.binary(address())) {
            late.send(new ClientMessage.Resume(token));
            assertThat(late.fault("session-ended").retryAfterSeconds())
                    .as("a retry does not help")
                    .isZero();
        }
    }

    @Test
    void shouldAllowTheOriginsOfTheWorldAndNoOther() throws Exception {
        var preflight = preflight(ORIGIN);
        var foreign = preflight("https://other.example.org");
        var joined = services.call(HttpRequest.newBuilder(sessions())
                .header("Origin", ORIGIN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"player\":\"web\",\"x\":1,\"y\":1}")));

        assertThat(header(preflight, "access-control-allow-origin")).isEqualTo(ORIGIN);
        assertThat(header(preflight, "access-control-allow-headers")).containsIgnoringCase("x-session-token");
        assertThat(header(preflight, "access-control-allow-credentials")).isNotEqualTo("true");
        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(header(foreign, "access-control-allow-origin")).isEmpty();
        assertThat(joined.statusCode()).isEqualTo(201);
        assertThat(header(joined, "access-control-allow-origin")).isEqualTo(ORIGIN);
        assertThat(header(joined, "access-control-expose-headers")).containsIgnoringCase("Retry-After");
        assertThat(leave(joined)).isEqualTo(204);
    }

    private int leave(HttpResponse<String> joined) throws Exception {
        var session = new ObjectMapper().readTree(joined.body());
        return services.call(HttpRequest.newBuilder(URI.create(
                                sessions() + "/" + session.path("sessionId").asText()))
                        .header("X-Session-Token", session.path("token").asText())
                        .DELETE())
                .statusCode();
    }

    private HttpResponse<String> preflight(String origin) throws Exception {
        return services.call(HttpRequest.newBuilder(sessions())
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "PUT")
                .header("Access-Control-Request-Headers", "content-type,x-session-token")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static URI sessions() {
        return URI.create("http://" + address() + ":8081/api/v1/sessions");
    }

    private static String address() {
        return WORLDS.hosts(WORLD).stream()
                .filter(pod -> pod.getMetadata().getName().equals(WORLD + "-0"))
                .findFirst()
                .orElseThrow()
                .getStatus()
                .getPodIP();
    }
}
