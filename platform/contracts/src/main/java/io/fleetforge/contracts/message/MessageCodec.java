package io.fleetforge.contracts.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;

/**
 * JSON form of the messages: unknown fields are ignored (additive change inside v1), missing ones fail through the record's
 * own guards, type ids in the payload have no effect. Thread-safe.
 */
public final class MessageCodec {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private MessageCodec() {}

    public static byte[] encode(Record message) {
        try {
            return MAPPER.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "cannot encode " + message.getClass().getSimpleName(), e);
        }
    }

    /**
     * Reads {@code payload} as {@code type}.
     *
     * @throws MalformedMessageException when it is not JSON of that shape; the message names the reason, never the payload
     */
    public static <T extends Record> T decode(byte[] payload, Class<T> type) throws MalformedMessageException {
        try {
            T message = MAPPER.readValue(payload, type);
            if (message == null) {
                throw new MalformedMessageException(type.getSimpleName() + ": payload is JSON null", null);
            }
            return message;
        } catch (JsonProcessingException e) {
            throw new MalformedMessageException(type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new MalformedMessageException(type.getSimpleName() + ": unreadable", e);
        }
    }
}
