package io.fleetforge.runtime.messaging;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The trace of a record, for a channel without tracing of its own: where nearly all records belong to other worlds, a span of each
 * would hide the relevant ones.
 */
public final class RecordContext {

    private static final TextMapGetter<ConsumerRecord<?, ?>> HEADERS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(ConsumerRecord<?, ?> record) {
            return Arrays.stream(record.headers().toArray()).map(Header::key).toList();
        }

        @Override
        public @Nullable String get(@Nullable ConsumerRecord<?, ?> record, String key) {
            var header = record == null ? null : record.headers().lastHeader(key);
            return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
        }
    };

    private RecordContext() {}

    /** Spans started in it are children of the sender's; without a trace in the record they are roots. */
    public static Context of(ConsumerRecord<?, ?> record) {
        return GlobalOpenTelemetry.getPropagators().getTextMapPropagator().extract(Context.root(), record, HEADERS);
    }
}
