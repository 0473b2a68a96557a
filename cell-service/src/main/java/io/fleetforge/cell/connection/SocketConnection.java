package io.fleetforge.cell.connection;

import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/** A {@link Connection} over a real socket. */
final class SocketConnection implements Connection {

    private static final Logger LOG = Logger.getLogger(SocketConnection.class);
    private static final int MAX_REASON_CHARS = 100;

    private final WebSocketConnection connection;

    SocketConnection(WebSocketConnection connection) {
        this.connection = connection;
    }

    @Override
    public CompletionStage<Void> text(String message) {
        return connection.sendText(message).subscribeAsCompletionStage();
    }

    @Override
    public CompletionStage<Void> binary(byte[] message) {
        return connection.sendBinary(Buffer.buffer(message)).subscribeAsCompletionStage();
    }

    @Override
    public CompletionStage<Void> ping() {
        return connection.sendPing(Buffer.buffer()).subscribeAsCompletionStage();
    }

    @Override
    public boolean isOpen() {
        return connection.isOpen();
    }

    @Override
    public String remoteAddress() {
        var address = connection.handshakeRequest().remoteAddress();
        var port = address.lastIndexOf(':');
        return port < 0 ? address : address.substring(0, port);
    }

    @Override
    public void close(int code, String reason) {
        if (connection.isClosed()) {
            return;
        }
        var text = reason.substring(0, Math.min(reason.length(), MAX_REASON_CHARS));
        connection
                .close(new CloseReason(code, text))
                .subscribe()
                .with(done -> {}, failure -> LOG.debugf("socket %s did not close: %s", connection.id(), failure));
    }
}
