package io.fleetforge.runtime.messaging;

import java.net.URI;
import java.time.OffsetDateTime;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record on its way to Kafka: a CloudEvent in binary mode.
 *
 * @param partition negative: the key chooses it
 * @param payload null for a tombstone
 * @param headers those that are not of CloudEvents; the sink may add to them
 */
record OutgoingEvent(
        String key, int partition, byte @Nullable [] payload, RecordHeaders headers, Attributes attributes) {

    /** CloudEvents attributes. */
    record Attributes(
            String id, String type, URI source, OffsetDateTime time, String dataContentType, URI dataSchema) {}
}
