package io.fleetforge.cell.connection;

import io.fleetforge.contracts.play.PlayProtocol;
import io.fleetforge.contracts.play.ServerFrames;
import io.fleetforge.contracts.play.ServerMessage;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Encoding of the messages on a socket. */
enum WireFormat {
    BINARY {
        @Override
        CompletionStage<Void> send(Connection connection, ServerMessage message) {
            return connection.binary(ServerFrames.encode(message));
        }
    },
    JSON {
        @Override
        CompletionStage<Void> send(Connection connection, ServerMessage message) {
            return connection.text(JsonMessages.encode(message));
        }
    };

    private static final String JSON_QUERY = "mode=json";

    /**
     * The encoding of a socket. The negotiated subprotocol decides; the query only where a client asked for none.
     *
     * @param subprotocol as negotiated; null or empty for none
     * @param query of the request; null for none
     */
    static WireFormat of(@Nullable String subprotocol, @Nullable String query) {
        var json = (subprotocol == null || subprotocol.isEmpty())
                ? query != null && Arrays.asList(query.split("&")).contains(JSON_QUERY)
                : PlayProtocol.JSON.equals(subprotocol);
        return json ? JSON : BINARY;
    }

    abstract CompletionStage<Void> send(Connection connection, ServerMessage message);
}
