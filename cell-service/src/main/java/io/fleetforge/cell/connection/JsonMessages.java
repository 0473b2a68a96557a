package io.fleetforge.cell.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fleetforge.contracts.play.ClientFrames;
import io.fleetforge.contracts.play.ClientMessage;
import io.fleetforge.contracts.play.RefusedFrameException;
import io.fleetforge.contracts.play.RefusedFrameException.Reason;
import io.fleetforge.contracts.play.ServerMessage;
import io.fleetforge.contracts.play.ServerMessage.Close;
import io.fleetforge.contracts.play.ServerMessage.Delta;
import io.fleetforge.contracts.play.ServerMessage.Fault;
import io.fleetforge.contracts.play.ServerMessage.Joined;
import io.fleetforge.contracts.play.ServerMessage.Pong;
import io.fleetforge.contracts.play.ServerMessage.Redirect;
import io.fleetforge.contracts.play.ServerMessage.Token;

/**
 * JSON text form of the messages, for debugging by hand. Positions are absolute coordinates, not offsets. Thread-safe.
 */
final class JsonMessages {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JsonMessages() {}

    /**
     * @throws RefusedFrameException for everything that is not exactly one message of the protocol
     */
    static ClientMessage decode(String text) throws RefusedFrameException {
        var tree = tree(text);
        var type = tree.path("type").asText("");
        return switch (type) {
            case "join" -> join(tree);
            case "resume" -> new ClientMessage.Resume(ClientFrames.requireToken(text(tree, "token")));
            case "move" -> ClientFrames.move(whole(tree, "seq"), number(tree, "x"), number(tree, "y"));
            case "leave" -> new ClientMessage.Leave();
            case "ping" -> new ClientMessage.Ping(tree.has("nonce") ? whole(tree, "nonce") : 0);
            default ->
                throw new RefusedFrameException(
                        Reason.UNKNOWN_TYPE, "type must be one of join, resume, move, leave, ping");
        };
    }

    private static ClientMessage.Join join(JsonNode tree) throws RefusedFrameException {
        var join = ClientFrames.join(text(tree, "player"), number(tree, "x"), number(tree, "y"));
        return tree.hasNonNull("ticket") ? ClientFrames.withTicket(join, text(tree, "ticket")) : join;
    }

    static String encode(ServerMessage message) {
        try {
            return MAPPER.writeValueAsString(node(message));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always writable", e);
        }
    }

    private static ObjectNode node(ServerMessage message) {
        var node = MAPPER.createObjectNode();
        return switch (message) {
            case Joined joined -> node.put("type", "joined").setAll(fields(joined));
            case Delta delta -> delta(node.put("type", "delta"), delta);
            case Redirect redirect -> node.put("type", "redirect").setAll(fields(redirect));
            case Close close -> node.put("type", "close").setAll(fields(close));
            case Fault fault -> node.put("type", "error").setAll(fields(fault));
            case Pong pong -> node.put("type", "pong").setAll(fields(pong));
            case Token token -> node.put("type", "token").setAll(fields(token));
        };
    }

    private static ObjectNode fields(Record message) {
        return MAPPER.valueToTree(message);
    }

    private static ObjectNode delta(ObjectNode node, Delta delta) {
        node.put("tick", delta.tick()).put("acked", delta.acked()).put("full", delta.full());
        var position = delta.position();
        if (position != null) {
            node.put("cell", position.cell()).put("epoch", position.epoch());
        }
        var entered = node.putArray("entered");
        delta.entered()
                .forEach(entity -> entered.addObject()
                        .put("handle", entity.handle())
                        .put("name", entity.name())
                        .put("x", delta.originX() + entity.dx())
                        .put("y", delta.originY() + entity.dy()));
        var moved = node.putArray("moved");
        delta.moved()
                .forEach(entity -> moved.addObject()
                        .put("handle", entity.handle())
                        .put("x", delta.originX() + entity.dx())
                        .put("y", delta.originY() + entity.dy()));
        var left = node.putArray("left");
        delta.left().forEach(left::add);
        return node;
    }

    private static JsonNode tree(String text) throws RefusedFrameException {
        try {
            var tree = MAPPER.readTree(text);
            if (tree == null || !tree.isObject()) {
                throw new RefusedFrameException(Reason.BAD_JSON, "a message is a JSON object");
            }
            return tree;
        } catch (JsonProcessingException e) {
            throw new RefusedFrameException(Reason.BAD_JSON, "the message is not JSON");
        }
    }

    private static String text(JsonNode tree, String field) throws RefusedFrameException {
        var value = tree.path(field);
        if (!value.isTextual()) {
            throw new RefusedFrameException(Reason.BAD_VALUE, field + " must be a text");
        }
        return value.textValue();
    }

    private static double number(JsonNode tree, String field) throws RefusedFrameException {
        var value = tree.path(field);
        if (!value.isNumber()) {
            throw new RefusedFrameException(Reason.BAD_VALUE, field + " must be a number");
        }
        return value.doubleValue();
    }

    private static long whole(JsonNode tree, String field) throws RefusedFrameException {
        var value = tree.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new RefusedFrameException(Reason.BAD_VALUE, field + " must be a whole number");
        }
        return value.longValue();
    }
}
