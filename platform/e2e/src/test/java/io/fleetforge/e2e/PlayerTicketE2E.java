package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fleetforge.bots.TicketIssuer;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.play.ClientMessage;
import io.fleetforge.contracts.play.ServerMessage.Joined;
import io.fleetforge.contracts.play.ServerMessage.Redirect;
import io.fleetforge.testing.TestPlatform;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** In Ticket mode the subject of a ticket is the identity: it has one session in the whole world, on whichever host it joins. */
class PlayerTicketE2E {

    private static final TestPlatform PLATFORM = TestPlatform.shared();
    private static final Worlds WORLDS = new Worlds(PLATFORM);
    private static final String WORLD = "tickets";
    private static final String ISSUER = "https://id.example.org";
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int MAX_SESSIONS = 6;
    private static final TicketIssuer GAME = TicketIssuer.create(ISSUER, "my-game", Clock.systemUTC());

    private final Services services = new Services(PLATFORM);
    private final ObjectMapper mapper = new ObjectMapper();
    private final List<String[]> open = new ArrayList<>();

    @BeforeAll
    static void createWorld() {
        PLATFORM.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(Worlds.NAMESPACE)
                        .withName("my-game-keys")
                        .endMetadata()
                        .addToData("jwks.json", GAME.keySet())
                        .build())
                .create();
        PLATFORM.client()
                .resource(Serialization.unmarshal(
                        """
                apiVersion: fleetforge.io/v1
                kind: WorldSpec
                metadata: {name: %s, namespace: %s}
                spec:
                  topology: {initialCells: 2, worldBoundaries: {xMin: 0, xMax: 1000, yMin: 0, yMax: 1000}}
                  capacity: {maxPlayersPerCell: 40, cellsPerHost: 1}
                  scaling: {minCells: 2, maxCells: 2}
                  players:
                    auth:
                      mode: Ticket
                      ticket: {issuer: "%s", audience: my-game, jwksConfigMap: {name: my-game-keys}}
                    limits: {maxSessions: %d, joinsPerSecondPerSource: 20}
                """.formatted(WORLD, Worlds.NAMESPACE, ISSUER, MAX_SESSIONS), WorldSpec.class))
                .create();
        WORLDS.awaitReady(WORLD);
    }

    @AfterAll
    static void deleteWorld() {
        WORLDS.delete(WORLD);
        PLATFORM.client()
                .configMaps()
                .inNamespace(Worlds.NAMESPACE)
                .withName("my-game-keys")
                .delete();
    }

    @AfterEach
    void leave() throws Exception {
        for (var session : open) {
            services.call(HttpRequest.newBuilder(URI.create(sessions(session[0]) + "/" + session[1]))
                    .header("X-Session-Token", session[2])
                    .DELETE());
        }
        open.clear();
    }

    @Test
    void shouldAdmitWithATicketOfTheIdentityProviderOnly() throws Exception {
        var stranger = TicketIssuer.create(ISSUER, "my-game", Clock.systemUTC());
        var otherGame = TicketIssuer.of(GAME.privateKey(), ISSUER, "other-game", Clock.systemUTC());
        var yesterday = TicketIssuer.of(
                GAME.privateKey(), ISSUER, "my-game", Clock.offset(Clock.systemUTC(), Duration.ofDays(-1)));

        assertThat(refusal(join(0, "ann", 10, null))).isEqualTo("401 ticket-required");
        assertThat(refusal(join(0, "ann", 10, stranger.ticket("ann")))).isEqualTo("401 ticket-invalid");
        assertThat(refusal(join(0, "ann", 10, otherGame.ticket("ann")))).isEqualTo("401 ticket-invalid");
        assertThat(refusal(join(0, "ann", 10, yesterday.ticket("ann")))).isEqualTo("401 ticket-expired");
        assertThat(join(0, "ann", 10, GAME.ticket("ann")).statusCode()).isEqualTo(201);
    }

    /** A page that was reloaded has no token: its new socket gets the session, where it is, and the old one closes. */
    @Test
    void shouldContinueTheSessionOfASubjectForItsNewestClient() throws Exception {
        try (var before = PlayerSocket.binary(address(0));
                var after = PlayerSocket.binary(address(0))) {
            before.send(new ClientMessage.Join("ann", 30, 30, GAME.ticket("ann")));
            var first = before.next(Joined.class);

            after.send(new ClientMessage.Join("ann", 60, 60, GAME.ticket("ann")));
            var second = after.next(Joined.class);

            assertThat(second.session()).isEqualTo(first.session());
            assertThat(second.epoch()).isGreaterThan(first.epoch());
            assertThat(before.awaitClosed()).as("Superseded").isEqualTo(4006);
            var position = view(0, second.session(), second.token());
            assertThat(mapper.readTree(position.body()).path("x").asDouble())
                    .as("where the session is, not where the client asked for")
                    .isEqualTo(30);
            assertThat(refusal(view(0, first.session(), first.token()))).isEqualTo("401 bad-token");
            after.send(new ClientMessage.Leave());
            after.awaitClosed();
        }
    }

    @Test
    void shouldSendAClientToTheHostThatHasItsSession() throws Exception {
        var first = joined(join(0, "bob", 40, GAME.ticket("bob")));

        var rest = join(1, "bob", 800, GAME.ticket("bob"));
        try (var socket = PlayerSocket.binary(address(1))) {
            socket.send(new ClientMessage.Join("bob", 800, 10, GAME.ticket("bob")));
            var redirect = socket.next(Redirect.class);

            assertThat(refusal(rest)).isEqualTo("421 other-host");
            assertThat(redirect.host()).isEqualTo(WORLD + "-0");
            assertThat(redirect.token()).as("it joins there with its ticket").isEmpty();
        }
        var again = joined(join(0, "bob", 40, GAME.ticket("bob")));
        assertThat(again.path("sessionId")).isEqualTo(first.path("sessionId"));
    }

    /** Joins of one subject on both hosts at once: the log decides, and exactly one session is left. */
    @Test
    void shouldLeaveOneSessionWhenASubjectJoinsOnTwoHostsAtOnce() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var round = 0; round < 5; round++) {
                var subject = "race-" + round;
                List<Callable<HttpResponse<String>>> joins = List.of(
                        () -> join(0, subject, 10, GAME.ticket(subject)),
                        () -> join(1, subject, 900, GAME.ticket(subject)));
                var answers = new ArrayList<HttpResponse<String>>();
                for (var answer : threads.invokeAll(joins)) {
                    answers.add(answer.get());
                }

                assertThat(answers)
                        .anySatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(201));
                await("one session of " + subject)
                        .atMost(SOON)
                        .untilAsserted(() -> assertThat(living()).isEqualTo(1));
                leave();
                await("none")
                        .atMost(SOON)
                        .untilAsserted(() -> assertThat(living()).isZero());
            }
        }
    }

    @Test
    void shouldRefuseSessionsAboveTheLimitOfTheWorldOnEveryHost() throws Exception {
        for (var player = 0; player < MAX_SESSIONS; player++) {
            joined(join(player % 2, "p" + player, player % 2 == 0 ? 10 : 900, GAME.ticket("p" + player)));
        }

        for (var host = 0; host < 2; host++) {
            var refused = join(host, "late", host == 0 ? 10 : 900, GAME.ticket("late"));
            assertThat(refusal(refused)).isEqualTo("503 world-full");
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("5");
        }
        assertThat(join(0, "p0", 10, GAME.ticket("p0")).statusCode())
                .as("a subject that has a session continues it")
                .isEqualTo(201);
    }

    @Test
    void shouldRefuseASourceThatJoinsTooOften() throws Exception {
        var answers = new ArrayList<String>();
        for (var join = 0; join < 200 && !answers.contains("429 join-rate-limited"); join++) {
            answers.add(refusal(join(0, "ann", 10, "no ticket")));
        }

        assertThat(answers).contains("401 ticket-invalid", "429 join-rate-limited");
        await("the rate is below the limit again")
                .atMost(SOON)
                .untilAsserted(() ->
                        assertThat(refusal(join(0, "ann", 10, "no ticket"))).isEqualTo("401 ticket-invalid"));
    }

    private int living() throws Exception {
        var count = 0;
        for (var host = 0; host < 2; host++) {
            var cells =
                    services.call(HttpRequest.newBuilder(URI.create("http://" + address(host) + ":8080/api/v1/cells")));
            for (var cell : mapper.readTree(cells.body()).path("items")) {
                count += cell.path("players").asInt();
            }
        }
        return count;
    }

    private JsonNode joined(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return mapper.readTree(answer.body());
    }

    private String refusal(HttpResponse<String> answer) throws Exception {
        var type = mapper.readTree(answer.body()).path("type").asText();
        return answer.statusCode() + " " + type.substring(type.lastIndexOf('/') + 1);
    }

    private HttpResponse<String> join(int host, String player, double x, @Nullable String ticket) throws Exception {
        var body = mapper.createObjectNode().put("player", player).put("x", x).put("y", 10.0);
        if (ticket != null) {
            body.put("ticket", ticket);
        }
        var answer = services.call(HttpRequest.newBuilder(URI.create(sessions(address(host))))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
        if (answer.statusCode() == 201) {
            var joined = mapper.readTree(answer.body());
            synchronized (open) {
                open.add(new String[] {
                    address(host),
                    joined.path("sessionId").asText(),
                    joined.path("token").asText()
                });
            }
        }
        return answer;
    }

    private HttpResponse<String> view(int host, String session, String token) throws Exception {
        return services.call(HttpRequest.newBuilder(URI.create(sessions(address(host)) + "/" + session))
                .header("X-Session-Token", token));
    }

    private static String sessions(String address) {
        return "http://" + address + ":8081/api/v1/sessions";
    }

    private static String address(int host) {
        return WORLDS.hosts(WORLD).stream()
                .filter(pod -> pod.getMetadata().getName().equals(WORLD + "-" + host))
                .findFirst()
                .orElseThrow()
                .getStatus()
                .getPodIP();
    }
}
