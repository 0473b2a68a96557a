package io.fleetforge.runtime.messaging;

import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.MalformedMessageException;
import io.fleetforge.contracts.message.MessageCodec;
import io.fleetforge.contracts.names.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record read off a topic, decoded by its {@code ce_type} header.
 *
 * @param key record key, never blank
 * @param payload null for a tombstone
 * @param correlation from the header when valid, else made here
 */
public record IncomingEvent(
        EventType type, String key, @Nullable Record payload, CorrelationId correlation) {

    private static final int MAX_PAYLOAD_BYTES = 4 * 1024 * 1024;

    /**
     * Decodes {@code record}.
     *
     * @param expected type to assume when the record has no {@code ce_type} header
     * @return empty for a type that this version does not know: to be skipped, not to be treated as poison
     * @throws MalformedMessageException when the record cannot be read as its type: poison, to be dead-lettered
     */
    public static Optional<IncomingEvent> decode(ConsumerRecord<String, byte[]> record, EventType expected)
            throws MalformedMessageException {
        var key = record.key();
        if (key == null || key.isBlank()) {
            throw new MalformedMessageException("record without key on " + record.topic(), null);
        }
        var ceType = header(record, "ce_type");
        var type = ceType == null ? Optional.of(expected) : EventType.of(ceType);
        if (type.isEmpty()) {
            return Optional.empty();
        }
        var correlation = CorrelationId.parse(header(record, Headers.KAFKA_CORRELATION_ID))
                .orElseGet(CorrelationId::random);
        var value = record.value();
        if (value == null) {
            return Optional.of(new IncomingEvent(type.get(), key, null, correlation));
        }
        if (value.length > MAX_PAYLOAD_BYTES) {
            throw new MalformedMessageException(
                    "payload of " + value.length + " bytes is above the limit of " + MAX_PAYLOAD_BYTES, null);
        }
        return Optional.of(new IncomingEvent(
                type.get(), key, MessageCodec.decode(value, type.get().payload()), correlation));
    }

    /** The type in the record's header; empty without one, or for one that this version does not know. */
    public static Optional<EventType> type(ConsumerRecord<String, byte[]> record) {
        var ceType = header(record, "ce_type");
        return ceType == null ? Optional.empty() : EventType.of(ceType);
    }

    private static @Nullable String header(ConsumerRecord<String, byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
