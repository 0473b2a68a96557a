package io.fleetforge.cell.play;

import io.fleetforge.contracts.play.ServerFrames;
import io.fleetforge.contracts.play.ServerMessage;
import java.util.concurrent.CompletionStage;

/** In which form a socket speaks. */
enum Wire {
    BINARY {
        @Override
        CompletionStage<Void> send(Line line, ServerMessage message) {
            return line.binary(ServerFrames.encode(message));
        }
    },
    JSON {
        @Override
        CompletionStage<Void> send(Line line, ServerMessage message) {
            return line.text(JsonMessages.encode(message));
        }
    };

    abstract CompletionStage<Void> send(Line line, ServerMessage message);
}
