package io.fleetforge.bots;

import io.fleetforge.contracts.play.ClientFrames;
import io.fleetforge.contracts.play.ClientMessage;
import io.fleetforge.contracts.play.PlayAddress;
import io.fleetforge.contracts.play.RefusedFrameException;
import io.fleetforge.contracts.play.ServerFrames;
import io.fleetforge.contracts.play.ServerMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One binary socket. Messages are received in order, followed by an end mark. */
final class BotSocket implements WebSocket.Listener, AutoCloseable {

    private static final long CONNECT_S = 10;

    /** A received message and its time; an empty message marks the closed socket. */
    record Received(long atNs, Optional<ServerMessage> message) {}

    private final LinkedBlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
    private final WebSocket socket;

    /**
     * @param address public URL, or host:port
     * @throws IOException when there is no connection
     */
    BotSocket(HttpClient http, String address) throws IOException, InterruptedException {
        try {
            socket = http.newWebSocketBuilder()
                    .buildAsync(PlayAddress.socket(address), this)
                    .get(CONNECT_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("no socket to " + address, e);
        }
    }

    /**
     * @throws IOException when the socket is closed
     */
    void send(ClientMessage message) throws IOException, InterruptedException {
        try {
            socket.sendBinary(ByteBuffer.wrap(ClientFrames.encode(message)), true)
                    .get(CONNECT_S, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | IllegalStateException e) {
            throw new IOException("the socket accepts no message", e);
        }
    }

    /** The next message; null when none arrives in time. */
    @Nullable
    Received next(long waitNs) throws InterruptedException {
        return received.poll(Math.max(0, waitNs), TimeUnit.NANOSECONDS);
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
        var bytes = new byte[data.remaining()];
        data.get(bytes);
        partial.writeBytes(bytes);
        if (last) {
            try {
                received.add(new Received(System.nanoTime(), Optional.of(ServerFrames.decode(partial.toByteArray()))));
            } catch (RefusedFrameException e) {
                throw new IllegalStateException("the host violates the protocol", e);
            }
            partial.reset();
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        received.add(new Received(System.nanoTime(), Optional.empty()));
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        received.add(new Received(System.nanoTime(), Optional.empty()));
    }

    @Override
    public void close() {
        socket.abort();
    }
}
