package io.fleetforge.cell.connection;

import io.fleetforge.contracts.play.ServerFrames;
import io.fleetforge.contracts.play.ServerMessage;
import java.util.concurrent.CompletionStage;

/** In which form a socket speaks. */
enum WireFormat {
    BINARY {
        @Override
        CompletionStage<Void> send(Connection line, ServerMessage message) {
            return line.binary(ServerFrames.encode(message));
        }
    },
    JSON {
        @Override
        CompletionStage<Void> send(Connection line, ServerMessage message) {
            return line.text(JsonMessages.encode(message));
        }
    };

    abstract CompletionStage<Void> send(Connection line, ServerMessage message);
}
