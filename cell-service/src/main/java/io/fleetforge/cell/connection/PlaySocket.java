package io.fleetforge.cell.connection;

import io.fleetforge.contracts.play.PlayProtocol;
import io.quarkus.websockets.next.OnBinaryMessage;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnPongMessage;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.buffer.Buffer;
import org.jboss.logging.Logger;

/** The player edge. Only translates; everything here runs on the event loop and blocks nowhere. */
@WebSocket(path = PlayProtocol.PATH)
public class PlaySocket {

    private static final Logger LOG = Logger.getLogger(PlaySocket.class);

    private final ConnectionRegistry connections;

    PlaySocket(ConnectionRegistry connections) {
        this.connections = connections;
    }

    @OnOpen
    @NonBlocking
    void open(WebSocketConnection connection) {
        connections.opened(connection.id(), new SocketConnection(connection), wire(connection));
    }

    @OnBinaryMessage
    @NonBlocking
    void binary(Buffer message, WebSocketConnection connection) {
        connections.client(connection.id()).ifPresent(client -> client.received(new Frame.Binary(message.getBytes())));
    }

    @OnTextMessage
    @NonBlocking
    void text(String message, WebSocketConnection connection) {
        connections.client(connection.id()).ifPresent(client -> client.received(new Frame.Text(message)));
    }

    @OnPongMessage
    @NonBlocking
    void pong(Buffer data, WebSocketConnection connection) {
        connections.client(connection.id()).ifPresent(PlayClient::ponged);
    }

    @OnClose
    @NonBlocking
    void close(WebSocketConnection connection) {
        connections.closed(connection.id());
    }

    /** A broken frame or a broken connection; the transport closes it. */
    @OnError
    @NonBlocking
    void failed(Throwable failure, WebSocketConnection connection) {
        LOG.debugf("socket %s: %s", connection.id(), failure);
    }

    private static WireFormat wire(WebSocketConnection connection) {
        return WireFormat.of(
                connection.subprotocol(), connection.handshakeRequest().query());
    }
}
