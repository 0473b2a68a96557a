package io.fleetforge.runtime.messaging;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fleetforge.contracts.message.MalformedMessageException;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Checks on records whose type this version does not read yet. */
public final class RawRecords {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private RawRecords() {}

    /**
     * Returns when the record's value is a JSON object.
     *
     * @throws MalformedMessageException otherwise: poison, to be dead-lettered
     */
    public static void requireJsonObject(ConsumerRecord<String, byte[]> record) throws MalformedMessageException {
        if (record.value() == null) {
            throw new MalformedMessageException("record without value on " + record.topic(), null);
        }
        try {
            if (!MAPPER.readTree(record.value()).isObject()) {
                throw new MalformedMessageException("record on " + record.topic() + " is not a JSON object", null);
            }
        } catch (IOException e) {
            throw new MalformedMessageException("record on " + record.topic() + " is not JSON", e);
        }
    }
}
