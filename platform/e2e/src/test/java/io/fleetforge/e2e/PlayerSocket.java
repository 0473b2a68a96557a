package io.fleetforge.e2e;

import static org.awaitility.Awaitility.await;

import io.fleetforge.contracts.play.ClientFrames;
import io.fleetforge.contracts.play.ClientMessage;
import io.fleetforge.contracts.play.PlayAddress;
import io.fleetforge.contracts.play.PlayProtocol;
import io.fleetforge.contracts.play.RefusedFrameException;
import io.fleetforge.contracts.play.ServerFrames;
import io.fleetforge.contracts.play.ServerMessage;
import io.fleetforge.contracts.play.ServerMessage.Delta;
import io.fleetforge.contracts.play.ServerMessage.Fault;
import io.fleetforge.contracts.play.ServerMessage.Joined;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A player at a socket: the JDK's client, binary or JSON, with the view of all deltas so far. Thread-safe. */
final class PlayerSocket implements WebSocket.Listener, AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration SOON = Duration.ofSeconds(15);

    private final List<ServerMessage> received = new CopyOnWriteArrayList<>();
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final Map<Integer, String> names = new HashMap<>();
    private final Map<String, double[]> positions = new HashMap<>();
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
    private final StringBuilder partialText = new StringBuilder();
    private volatile int closeCode;
    private volatile String closeReason = "";
    private volatile boolean broken;
    private final WebSocket socket;

    private PlayerSocket(String address, String query, String subprotocol) throws Exception {
        var builder = HTTP.newWebSocketBuilder().connectTimeout(Duration.ofSeconds(10));
        if (!subprotocol.isEmpty()) {
            builder.subprotocols(subprotocol);
        }
        socket = builder.buildAsync(URI.create(PlayAddress.socket(address) + query), this)
                .get(10, TimeUnit.SECONDS);
    }

    static PlayerSocket binary(String address) throws Exception {
        return at(address + ":" + PlayProtocol.PORT);
    }

    /** At an address as {@code locate} and redirects name it. */
    static PlayerSocket at(String address) throws Exception {
        return new PlayerSocket(address, "", "");
    }

    static PlayerSocket json(String address) throws Exception {
        return new PlayerSocket(address + ":" + PlayProtocol.PORT, "?mode=json", "");
    }

    static PlayerSocket jsonBySubprotocol(String address) throws Exception {
        return new PlayerSocket(address + ":" + PlayProtocol.PORT, "", PlayProtocol.JSON);
    }

    PlayerSocket send(ClientMessage message) {
        return raw(ClientFrames.encode(message));
    }

    PlayerSocket raw(byte[] frame) {
        socket.sendBinary(ByteBuffer.wrap(frame), true).join();
        return this;
    }

    PlayerSocket text(String text) {
        socket.sendText(text, true).join();
        return this;
    }

    Joined join(String player, double x, double y) {
        send(new ClientMessage.Join(player, x, y));
        return next(Joined.class);
    }

    Joined resume(String token) {
        send(new ClientMessage.Resume(token));
        return next(Joined.class);
    }

    <T extends ServerMessage> T next(Class<T> type) {
        return next(type, message -> true);
    }

    /** The first received message of that type, or the next one. */
    <T extends ServerMessage> T next(Class<T> type, Predicate<T> which) {
        return next(type, which, SOON);
    }

    <T extends ServerMessage> T next(Class<T> type, Duration timeout) {
        return next(type, message -> true, timeout);
    }

    private <T extends ServerMessage> T next(Class<T> type, Predicate<T> which, Duration timeout) {
        return await("a " + type.getSimpleName() + "; received " + received.size())
                .atMost(timeout)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> first(type, which), Optional::isPresent)
                .orElseThrow();
    }

    private <T extends ServerMessage> Optional<T> first(Class<T> type, Predicate<T> which) {
        return received.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .filter(which)
                .findFirst();
    }

    Fault fault(String code) {
        return next(Fault.class, fault -> fault.code().equals(code));
    }

    String nextText(Predicate<String> which) {
        return await("a text")
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> texts.stream().filter(which).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    List<ServerMessage> received() {
        return received;
    }

    /** The position of a visible player, by the deltas so far. */
    synchronized Optional<double[]> position(String name) {
        return Optional.ofNullable(positions.get(name)).map(double[]::clone);
    }

    void awaitPosition(String name, double x, double y) {
        await(name + " is visible at " + x + ", " + y)
                .atMost(SOON)
                .until(() -> position(name)
                        .filter(at -> Math.abs(at[0] - x) < 1e-3 && Math.abs(at[1] - y) < 1e-3)
                        .isPresent());
    }

    void awaitRemoved(String name) {
        await(name + " is out of sight").atMost(SOON).until(() -> position(name).isEmpty());
    }

    int awaitClosed() {
        await("the socket is closed").atMost(Duration.ofSeconds(40)).until(() -> closeCode != 0 || broken);
        return closeCode;
    }

    String closeReason() {
        return closeReason;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        var bytes = new byte[data.remaining()];
        data.get(bytes);
        partial.writeBytes(bytes);
        if (last) {
            receive(partial.toByteArray());
            partial.reset();
        }
        webSocket.request(1);
        return null;
    }

    private void receive(byte[] frame) {
        try {
            var message = ServerFrames.decode(frame);
            if (message instanceof Delta delta) {
                follow(delta);
            }
            received.add(message);
        } catch (RefusedFrameException e) {
            throw new IllegalStateException("a host sent what is not of the protocol", e);
        }
    }

    private synchronized void follow(Delta delta) {
        if (delta.full()) {
            names.clear();
            positions.clear();
        }
        delta.left().forEach(handle -> positions.remove(names.remove(handle)));
        delta.entered().forEach(joined -> {
            names.put(joined.handle(), joined.name());
            positions.put(joined.name(), new double[] {delta.originX() + joined.dx(), delta.originY() + joined.dy()});
        });
        delta.moved()
                .forEach(moved -> positions.put(
                        names.get(moved.handle()),
                        new double[] {delta.originX() + moved.dx(), delta.originY() + moved.dy()}));
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partialText.append(data);
        if (last) {
            texts.add(partialText.toString());
            partialText.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closeReason = reason;
        closeCode = statusCode;
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        broken = true;
    }

    /** Drops the connection without a leave message. */
    @Override
    public void close() {
        socket.abort();
    }
}
