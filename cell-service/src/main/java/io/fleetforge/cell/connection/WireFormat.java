package io.fleetforge.cell.connection;

import io.fleetforge.contracts.play.ServerFrames;
import io.fleetforge.contracts.play.ServerMessage;
import java.util.concurrent.CompletionStage;

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

    abstract CompletionStage<Void> send(Connection connection, ServerMessage message);
}
