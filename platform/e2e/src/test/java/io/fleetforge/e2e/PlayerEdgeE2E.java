package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.message.MessageCodec;
import io.fleetforge.contracts.message.SessionKey;
import io.fleetforge.contracts.names.Topics;
import io.fleetforge.contracts.play.ClientMessage;
import io.fleetforge.contracts.play.ServerMessage.Close;
import io.fleetforge.contracts.play.ServerMessage.Delta;
import io.fleetforge.contracts.play.ServerMessage.Fault;
import io.fleetforge.contracts.play.ServerMessage.Joined;
import io.fleetforge.contracts.play.ServerMessage.Redirect;
import io.fleetforge.testing.TestPlatform;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Players over real sockets against real hosts; PROTOCOL.md. */
class PlayerEdgeE2E {

    private static final TestPlatform PLATFORM = TestPlatform.shared();
    private static final Worlds WORLDS = new Worlds(PLATFORM);
    private static final String WORLD = "edge";
    private static final int JOINS = 1000;

    private final Services services = new Services(PLATFORM);
    private final ObjectMapper mapper = new ObjectMapper();

    @BeforeAll
    static void createWorld() {
        WORLDS.apply(WORLD, 4, 4);
        WORLDS.edit(WORLD, "{\"spec\":{\"capacity\":{\"maxPlayersPerCell\":2000},\"scaling\":{\"minCells\":4}}}");
        WORLDS.awaitReady(WORLD);
    }

    @AfterAll
    static void deleteWorld() {
        WORLDS.delete(WORLD);
    }

    @Test
    void shouldShowPlayersOfTheNeighbouringCellFromJoinToLeave() throws Exception {
        try (var ann = PlayerSocket.binary(address());
                var bob = PlayerSocket.binary(address())) {
            var joined = ann.join("ann", 490, 100);
            bob.join("bob", 510, 100);

            ann.awaitPosition("bob", 510, 100);
            bob.awaitPosition("ann", 490, 100);
            bob.send(new ClientMessage.Move(1, 530, 110));
            ann.awaitPosition("bob", 530, 110);
            assertThat(bob.next(Delta.class, delta -> delta.acked() == 1).tick())
                    .isPositive();

            ann.send(new ClientMessage.Move(1, 505, 100));
            ann.awaitPosition("ann", 505, 100);
            var crossed = ann.next(
                    Delta.class,
                    delta ->
                            delta.position() != null && !delta.position().cell().equals(joined.cell()));
            assertThat(crossed.full()).as("what it knows stays").isFalse();
            ann.awaitPosition("bob", 530, 110);

            bob.send(new ClientMessage.Leave());
            assertThat(bob.next(Close.class)).isEqualTo(new Close("Left", false, 0));
            assertThat(bob.awaitClosed()).isEqualTo(1000);
            ann.awaitRemoved("bob");
            ann.send(new ClientMessage.Leave());
            ann.awaitClosed();
            assertThat(view(joined)).isEqualTo(404);
        }
    }

    @Test
    void shouldUseJsonByQueryOrSubprotocol() throws Exception {
        try (var hand = PlayerSocket.json(address());
                var other = PlayerSocket.jsonBySubprotocol(address())) {
            hand.text("{\"type\":\"join\",\"player\":\"hand\",\"x\":100,\"y\":700}");
            var joined = json(hand.nextText(text -> text.contains("\"joined\"")));
            hand.text("{\"type\":\"move\",\"seq\":1,\"x\":104,\"y\":700}");
            var delta = json(hand.nextText(text -> text.contains("\"acked\":1")));
            hand.text("hello");
            hand.text("{\"type\":\"ping\",\"nonce\":7}");
            other.text("{\"type\":\"resume\",\"token\":\"nonsense\"}");

            assertThat(joined.path("session").asText()).hasSize(36);
            assertThat(joined.path("token").asText().split("\\.")).hasSize(3);
            assertThat(delta.path("type").asText()).isEqualTo("delta");
            assertThat(json(hand.nextText(text -> text.contains("\"error\"")))
                            .path("code")
                            .asText())
                    .isEqualTo("bad-json");
            assertThat(json(hand.nextText(text -> text.contains("pong")))
                            .path("nonce")
                            .asLong())
                    .isEqualTo(7);
            assertThat(json(other.nextText(text -> text.contains("\"error\"")))
                            .path("code")
                            .asText())
                    .isEqualTo("bad-token");
            hand.text("{\"type\":\"leave\"}");
            assertThat(json(hand.nextText(text -> text.contains("\"close\"")))
                            .path("reason")
                            .asText())
                    .isEqualTo("Left");
        }
    }

    /** A token of an old epoch allows its own resume only; a forged token allows nothing. */
    @Test
    void shouldResumeSessionAfterHostCrash() throws Exception {
        Joined before;
        try (var ann = PlayerSocket.binary(address())) {
            before = ann.join("phoenix", 200, 200);
            ann.send(new ClientMessage.Move(5, 210, 200));
            ann.awaitPosition("phoenix", 210, 200);

            ProcessHandle.of(Services.pid(WORLDS.hosts(WORLD).getFirst()))
                    .orElseThrow()
                    .destroyForcibly();
            ann.awaitClosed();
        }
        try (var again = resumed(before.token())) {
            var after = again.next(Joined.class);
            assertThat(after.session()).isEqualTo(before.session());
            assertThat(after.epoch()).isEqualTo(before.epoch() + 1);
            assertThat(after.lastSeq())
                    .as("a new host has accepted nothing yet")
                    .isZero();
            assertThat(again.next(Delta.class, Delta::full).entered()).isNotEmpty();
            assertThat(move(before.session(), before.token()))
                    .as("the token of the old epoch")
                    .isEqualTo(401);
            assertThat(move(before.session(), forged(after.token())))
                    .as("forged")
                    .isEqualTo(401);
            assertThat(move(before.session(), after.token())).isEqualTo(200);
            again.send(new ClientMessage.Leave());
            again.awaitClosed();
        }
    }

    @Test
    void shouldKeepTheSessionOfADroppedSocketAndBindItToTheNewestSocket() throws Exception {
        String token;
        String session;
        try (var first = PlayerSocket.binary(address())) {
            var joined = first.join("commuter", 300, 300);
            token = joined.token();
            session = joined.session();
        }
        try (var second = PlayerSocket.binary(address());
                var third = PlayerSocket.binary(address())) {
            assertThat(second.resume(token).session()).isEqualTo(session);
            assertThat(third.resume(token).session()).isEqualTo(session);
            assertThat(second.next(Close.class).reason()).isEqualTo("Superseded");
            third.send(new ClientMessage.Move(1, 310, 300));
            third.awaitPosition("commuter", 310, 300);
            third.send(new ClientMessage.Leave());
            third.awaitClosed();
        }
    }

    /** A repeated or late input changes nothing. */
    @Test
    void shouldApplyEachInputOnceAndInOrder() throws Exception {
        try (var ann = PlayerSocket.binary(address())) {
            ann.join("ordered", 600, 600);
            ann.send(new ClientMessage.Move(2, 610, 600));
            ann.awaitPosition("ordered", 610, 600);
            ann.send(new ClientMessage.Move(2, 650, 650));
            ann.send(new ClientMessage.Move(1, 650, 650));
            ann.send(new ClientMessage.Move(3, 611, 600));
            ann.awaitPosition("ordered", 611, 600);
            assertThat(ann.next(Delta.class, delta -> delta.acked() == 3)).isNotNull();
            ann.send(new ClientMessage.Leave());
            ann.awaitClosed();
        }
        assertThat(metrics()).containsPattern("fleetforge_play_refused_total\\{[^}]*reason=\"replayed\"[^}]*} 2");
    }

    /** A full cell is refused with a retry time, on both edges. */
    @Test
    void shouldRefuseAJoinToAFullCellWithRetryAfter() throws Exception {
        WORLDS.apply("tiny", 1, 1);
        WORLDS.edit("tiny", "{\"spec\":{\"capacity\":{\"maxPlayersPerCell\":1}}}");
        WORLDS.awaitReady("tiny");
        var address = WORLDS.hosts("tiny").getFirst().getStatus().getPodIP();
        try (var first = PlayerSocket.binary(address);
                var second = PlayerSocket.binary(address)) {
            first.join("first", 1, 1);
            second.send(new ClientMessage.Join("second", 2, 2));
            var fault = second.fault("cell-full");
            var rest = services.call(HttpRequest.newBuilder(URI.create("http://" + address + ":8081/api/v1/sessions"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"player\":\"third\",\"x\":3,\"y\":3}")));

            assertThat(fault.retryAfterSeconds()).isPositive();
            assertThat(rest.statusCode()).isEqualTo(503);
            assertThat(rest.headers().firstValue("Retry-After")).isPresent();
            first.send(new ClientMessage.Leave());
            first.awaitClosed();
            assertThat(second.join("second", 2, 2).session())
                    .as("the same socket, later")
                    .isNotBlank();
        }
        WORLDS.delete("tiny");
    }

    /** Each of them is acknowledged, and all sessions exist. */
    @Test
    @LongScenario
    void shouldAcceptAThousandJoinsInAMinute() throws Exception {
        var sockets = new ConcurrentLinkedQueue<PlayerSocket>();
        var joined = new AtomicInteger();
        PLATFORM.client()
                .resource(Serialization.unmarshal("""
                apiVersion: fleetforge.io/v1
                kind: WorldSpec
                metadata: {name: crowd, namespace: %s}
                spec:
                  topology: {initialCells: 16, worldBoundaries: {xMin: 0, xMax: 1000, yMin: 0, yMax: 1000}}
                  capacity: {cellsPerHost: 16}
                  players: {limits: {joinsPerSecondPerSource: 0}}
                """.formatted(Worlds.NAMESPACE), WorldSpec.class))
                .create();
        WORLDS.awaitReady("crowd");
        var address = address("crowd", "crowd-0");
        try (var threads = Executors.newFixedThreadPool(32, Thread.ofVirtual().factory())) {
            for (var i = 0; i < JOINS; i++) {
                var number = i;
                threads.submit(() -> {
                    var socket = PlayerSocket.binary(address);
                    sockets.add(socket);
                    socket.join("t-" + number, 10 + (number % 31) * 31, 10 + (number / 31) * 30);
                    joined.incrementAndGet();
                    return socket;
                });
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
            assertThat(joined).hasValue(JOINS);
            sockets.forEach(socket -> socket.send(new ClientMessage.Leave()));
            sockets.forEach(PlayerSocket::awaitClosed);
        } finally {
            sockets.forEach(PlayerSocket::close);
            WORLDS.delete("crowd");
        }
    }

    /** Invalid positions and invalid frames; none of them ends the session. */
    @Test
    void shouldRefuseInvalidFramesWithTheirFaultCode() throws Exception {
        try (var ann = PlayerSocket.binary(address())) {
            ann.send(new ClientMessage.Move(1, 1, 1));
            ann.fault("not-joined");
            var joined = ann.join("careless", 800, 200);
            ann.send(new ClientMessage.Move(1, -5, 5));
            ann.fault("outside-world");
            ann.send(new ClientMessage.Join("again", 1, 1));
            ann.fault("second-join");
            ann.raw(new byte[] {1, 3, 0});
            ann.fault("truncated");
            ann.raw(new byte[] {1, 0x7f});
            ann.fault("unknown-type");
            ann.raw(new byte[] {2, 4});
            ann.fault("unknown-version");
            ann.text("{\"type\":\"leave\"}");
            ann.fault("wrong-mode");
            ann.raw(nan());
            ann.fault("not-finite");
            ann.raw(new byte[5000]);
            assertThat(ann.fault("too-large").message()).contains("4096", "max-frame-bytes");

            ann.send(new ClientMessage.Move(1, 801, 200));
            ann.awaitPosition("careless", 801, 200);
            assertThat(view(joined)).isEqualTo(200);
            ann.send(new ClientMessage.Leave());
            ann.awaitClosed();
        }
    }

    @Test
    void shouldCloseASocketAfterTooManyProtocolErrors() throws Exception {
        try (var ann = PlayerSocket.binary(address())) {
            for (var i = 0; i < 25; i++) {
                ann.raw(new byte[] {9});
            }
            assertThat(ann.awaitClosed()).isEqualTo(4005);
        }
    }

    /** Frames beyond the transport's limit, and clients that never send a join. */
    @Test
    void shouldCloseSocketsThatSendTooMuchOrNothing() throws Exception {
        try (var huge = PlayerSocket.binary(address());
                var silent = PlayerSocket.binary(address());
                var slowloris = new Socket(address(), 8081)) {
            upgrade(slowloris);
            slowloris.getOutputStream().write(new byte[] {(byte) 0x82, (byte) 0xfe}); // a frame that is never completed
            slowloris.setSoTimeout(20_000);
            try {
                huge.raw(new byte[200_000]);
            } catch (java.util.concurrent.CompletionException e) {
                assertThat(e).as("closed while it was still sending").isNotNull();
            }
            huge.awaitClosed();

            assertThat(silent.awaitClosed()).isEqualTo(4003);
            assertThat(silent.next(Close.class).reason()).isEqualTo("NotJoinedInTime");
            while (slowloris.getInputStream().read() >= 0) {
                // until the host closes it
            }
        }
    }

    /** A client that does not read is closed and does not delay others; the session can be resumed. */
    @Test
    void shouldCloseASlowReaderAndKeepItsSession() throws Exception {
        var walkers = new ArrayList<PlayerSocket>();
        var refusedBefore = metric("fleetforge_play_slow_readers_total");
        try (var slow = new Socket()) {
            for (var i = 0; i < 40; i++) {
                var walker = PlayerSocket.binary(address());
                walkers.add(walker);
                walker.join("crowd-" + i, 700 + i, 750);
            }
            slow.setReceiveBufferSize(1024);
            slow.connect(new InetSocketAddress(address(), 8081));
            upgrade(slow);
            sendText(slow, "{\"type\":\"join\",\"player\":\"slow\",\"x\":720,\"y\":750}");

            await("the slow reader is closed")
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> {
                        var steps = System.nanoTime() / 1_000_000_000 % 2 == 0 ? 0 : 40;
                        for (var i = 0; i < walkers.size(); i++) {
                            walkers.get(i)
                                    .send(new ClientMessage.Move(
                                            System.nanoTime() / 1_000_000 % 4_000_000_000L + 1, 700 + i, 730 + steps));
                        }
                        assertThat(metric("fleetforge_play_slow_readers_total")).isGreaterThan(refusedBefore);
                    });
            walkers.getFirst().awaitPosition("slow", 720, 750); // its session exists
        } finally {
            walkers.forEach(walker -> walker.send(new ClientMessage.Leave()));
            walkers.forEach(PlayerSocket::awaitClosed);
        }
    }

    @Test
    void shouldRefuseInputsAboveTheRateAndCloseAFlood() throws Exception {
        try (var eager = PlayerSocket.binary(address())) {
            var joined = eager.join("eager", 900, 900);
            for (var i = 0; i < 80; i++) {
                eager.send(new ClientMessage.Ping(i));
            }
            assertThat(eager.fault("rate-limited").message()).contains("30", "inputs-per-second");
            try {
                for (var i = 0; i < 5000; i++) {
                    eager.send(new ClientMessage.Ping(i));
                }
            } catch (java.util.concurrent.CompletionException e) {
                assertThat(e).as("closed while it was still sending").isNotNull();
            }
            assertThat(eager.awaitClosed()).isIn(4004, 0);
            assertThat(view(joined)).as("the session stays").isEqualTo(200);
        }
    }

    /** The player's view of a handoff: it needs no controller, and the player follows its session. */
    @Test
    @LongScenario
    void shouldRedirectAPlayerThatCrossesToAnotherHost() throws Exception {
        WORLDS.apply("border", 2, 1);
        WORLDS.edit("border", "{\"spec\":{\"scaling\":{\"minCells\":2}}}");
        WORLDS.awaitReady("border");
        try (var west = PlayerSocket.binary(address("border", "border-0"));
                var lost = PlayerSocket.binary(address("border", "border-0"))) {
            lost.send(new ClientMessage.Join("lost", 900, 500));
            assertThat(lost.next(Redirect.class).host()).isEqualTo("border-1");
            var joined = west.join("pilgrim", 495, 500);
            ProcessHandle.of(Services.pid(services.controller())).orElseThrow().destroyForcibly();
            west.send(new ClientMessage.Move(1, 520, 500));
            var redirect = west.next(Redirect.class);
            west.awaitClosed();

            assertThat(redirect.host()).isEqualTo("border-1");
            var visible = address("border", "border-1");
            try (var east = await("the session arrives")
                    .atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .until(() -> tryResume(visible, redirect.token()), socket -> socket != null)) {
                var arrived = east.next(Joined.class);
                assertThat(arrived.session()).isEqualTo(joined.session());
                assertThat(arrived.epoch()).isEqualTo(joined.epoch() + 1);
                east.awaitPosition("pilgrim", 520, 500);
            }
            try (var back = PlayerSocket.binary(address("border", "border-0"))) {
                back.send(new ClientMessage.Resume(joined.token()));
                assertThat(back.next(Redirect.class).host())
                        .as("it knows where it went")
                        .isEqualTo("border-1");
            }
        }
        await("a controller leads again")
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> {
                    services.awaitLeading();
                    return true;
                });
        WORLDS.delete("border");
    }

    @Test
    @LongScenario
    void shouldRedirectPlayersWhenTheirHostIsDrained() throws Exception {
        WORLDS.apply("drained", 1, 1);
        WORLDS.awaitReady("drained");
        Joined joined;
        String token;
        try (var ann = PlayerSocket.binary(address("drained", "drained-0"))) {
            joined = ann.join("ann", 10, 10);
            PLATFORM.kubectl().require("delete", "pod", "drained-0", "--wait=false");
            var redirect = ann.next(Redirect.class, Duration.ofSeconds(40));
            assertThat(redirect.host()).isEqualTo("drained-1");
            token = redirect.token();
            assertThat(ann.awaitClosed()).isEqualTo(4007);
        }
        try (var again = await("the session is back")
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> tryResume(address("drained", "drained-1"), token), socket -> socket != null)) {
            assertThat(again.next(Joined.class).session()).isEqualTo(joined.session());
        }
        WORLDS.delete("drained");
    }

    @Test
    void shouldSignTokensWithAKeyThatIsPublishedAndKeepNoSecret() throws Exception {
        String kid;
        try (var ann = PlayerSocket.binary(address())) {
            var token = ann.join("ann", 10, 10).token();
            kid = mapper.readTree(Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))))
                    .path("kid")
                    .asText();
        }

        var published = PLATFORM.topics().all(Topics.SESSION_KEYS).stream()
                .filter(record -> record.key().equals(Worlds.NAMESPACE + "/" + WORLD + "/" + kid))
                .toList();

        assertThat(published).isNotEmpty();
        var key = MessageCodec.decode(published.getFirst().value(), SessionKey.class);
        assertThat(key.host()).isEqualTo(WORLD + "-0");
        assertThat(PLATFORM.client()
                        .secrets()
                        .inNamespace(Worlds.NAMESPACE)
                        .list()
                        .getItems())
                .noneMatch(secret -> secret.getMetadata().getName().startsWith(WORLD));
    }

    private PlayerSocket resumed(String token) {
        return await("the session is back")
                .atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(() -> tryResume(address(), token), socket -> socket != null);
    }

    /** A socket that has the session; null when the host asks to retry. */
    private static PlayerSocket tryResume(String address, String token) throws Exception {
        var socket = PlayerSocket.binary(address);
        socket.send(new ClientMessage.Resume(token));
        await().atMost(Duration.ofSeconds(5)).until(() -> !socket.received().isEmpty());
        if (socket.received().getFirst() instanceof Joined) {
            return socket;
        }
        assertThat(socket.received().getFirst())
                .isInstanceOfSatisfying(
                        Fault.class,
                        fault -> assertThat(fault.retryAfterSeconds())
                                .as(fault.code())
                                .isPositive());
        socket.close();
        return null;
    }

    private static String address() {
        return address(WORLD, WORLD + "-0");
    }

    private static String address(String world, String host) {
        return WORLDS.hosts(world).stream()
                .filter(pod -> pod.getMetadata().getName().equals(host))
                .findFirst()
                .orElseThrow()
                .getStatus()
                .getPodIP();
    }

    private int view(Joined joined) throws Exception {
        var uri = URI.create("http://" + address() + ":8081/api/v1/sessions/" + joined.session());
        return services.call(HttpRequest.newBuilder(uri).header("X-Session-Token", joined.token()))
                .statusCode();
    }

    private int move(String session, String token) throws Exception {
        return services.call(HttpRequest.newBuilder(
                                URI.create("http://" + address() + ":8081/api/v1/sessions/" + session + "/position"))
                        .header("Content-Type", "application/json")
                        .header("X-Session-Token", token)
                        .PUT(HttpRequest.BodyPublishers.ofString("{\"x\":215,\"y\":200}")))
                .statusCode();
    }

    private static String forged(String token) {
        var parts = token.split("\\.");
        var claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                .replaceFirst("\"epoch\":[0-9]+", "\"epoch\":99");
        return parts[0]
                + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + "."
                + parts[2];
    }

    private String metrics() throws Exception {
        return services.call(HttpRequest.newBuilder(URI.create("http://" + address() + ":8080/metrics")))
                .body();
    }

    private double metric(String name) throws Exception {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static byte[] nan() {
        return java.nio.ByteBuffer.allocate(22)
                .put((byte) 1)
                .put((byte) 3)
                .putInt(9)
                .putDouble(Double.NaN)
                .putDouble(1)
                .array();
    }

    private static void upgrade(Socket socket) throws Exception {
        socket.getOutputStream()
                .write(("GET /api/v1/play?mode=json HTTP/1.1\r\nHost: " + address() + ":8081\r\nUpgrade: websocket\r\n"
                                + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                + "Sec-WebSocket-Version: 13\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        var end = 0;
        while (end != 0x0d0a0d0a) { // the answer's empty line
            end = end << 8 | socket.getInputStream().read();
        }
    }

    /** One masked text frame of less than 126 bytes; the mask is zero. */
    private static void sendText(Socket socket, String text) throws Exception {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var frame = java.nio.ByteBuffer.allocate(6 + bytes.length)
                .put((byte) 0x81)
                .put((byte) (0x80 | bytes.length))
                .putInt(0)
                .put(bytes)
                .array();
        socket.getOutputStream().write(frame);
    }

    private JsonNode json(String text) throws Exception {
        return mapper.readTree(text);
    }
}
