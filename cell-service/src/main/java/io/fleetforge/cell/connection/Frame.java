package io.fleetforge.cell.connection;

import io.fleetforge.contracts.play.ClientFrames;
import io.fleetforge.contracts.play.ClientMessage;
import io.fleetforge.contracts.play.RefusedFrameException;
import io.fleetforge.contracts.play.RefusedFrameException.Reason;
import java.nio.charset.StandardCharsets;

/** A message as received from a socket. */
sealed interface Frame {

    record Text(String text) implements Frame {}

    record Binary(byte[] bytes) implements Frame {}

    /**
     * @param maxBytes longer ones are refused unread
     */
    default ClientMessage decode(WireFormat wire, int maxBytes) throws RefusedFrameException {
        var bytes = switch (this) {
            case Text(var text) -> text.getBytes(StandardCharsets.UTF_8).length;
            case Binary(var content) -> content.length;
        };
        if (bytes > maxBytes) {
            throw new RefusedFrameException(
                    Reason.TOO_LARGE,
                    "the frame has " + bytes + " bytes, at most " + maxBytes
                            + " are accepted (fleetforge.cell.play.max-frame-bytes)");
        }
        return switch (this) {
            case Text(var text) when wire == WireFormat.JSON -> JsonMessages.decode(text);
            case Binary(var content) when wire == WireFormat.BINARY -> ClientFrames.decode(content);
            case Text text -> throw new RefusedFrameException(Reason.WRONG_MODE, "this socket uses binary frames");
            case Binary binary -> throw new RefusedFrameException(Reason.WRONG_MODE, "this socket uses JSON text");
        };
    }
}
