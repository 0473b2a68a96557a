package io.fleetforge.runtime.messaging;

import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.BinaryType;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.MessageCodec;
import io.fleetforge.contracts.names.Headers;
import io.smallrye.reactive.messaging.MutinyEmitter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Publishes events on one channel as CloudEvents in binary mode, keyed, with the correlation id in a header. Each send
 * returns a stage that ends when all in-sync replicas have the record, or fails; it never throws, also when the sink's bounded
 * buffer is full. Thread-safe.
 */
public final class EventPublisher {

    private static final String JSON = "application/json";
    private static final String BYTES = "application/octet-stream";
    private static final int ANY_PARTITION = -1;

    private static final Map<EventType, Kind> KINDS = Arrays.stream(EventType.values())
            .collect(Collectors.toMap(
                    type -> type,
                    type -> Kind.of(type.type(), JSON),
                    (one, other) -> one,
                    () -> new EnumMap<>(EventType.class)));

    private final EventSink sink;
    private final URI source;
    private final Clock clock;
    private final Limit limit;

    /** @param source CloudEvents source, such as {@code /fleetforge/controller/<pod>} */
    public EventPublisher(MutinyEmitter<byte[]> emitter, String source, Clock clock) {
        this(new ChannelSink(emitter), source, clock);
    }

    EventPublisher(EventSink sink, String source, Clock clock) {
        this(sink, URI.create(source), clock, new Limit(() -> true, headers -> {}));
    }

    private EventPublisher(EventSink sink, URI source, Clock clock, Limit limit) {
        this.sink = sink;
        this.source = source;
        this.clock = clock;
        this.limit = limit;
    }

    /** Whether a record may be sent, and what marks it for the producer. */
    private record Limit(BooleanSupplier allowed, Consumer<RecordHeaders> mark) {}

    /** The same publisher, whose sends fail at once while {@code allowed} is false. */
    public EventPublisher onlyWhile(BooleanSupplier allowed) {
        return new EventPublisher(sink, source, clock, new Limit(allowed, headers -> {}));
    }

    /**
     * The same publisher, whose sends fail while {@code gate} is closed, at once or in the producer, and when a record waits for
     * longer than {@code most} in front of the producer, whose value serializer is {@link GatedSerializer}.
     */
    public EventPublisher through(SendGate gate, Duration most) {
        return new EventPublisher(sink, source, clock, new Limit(gate::isOpen, headers -> gate.expire(headers, most)));
    }

    public CompletionStage<Void> publish(EventType type, String key, Record payload, CorrelationId correlation) {
        return publish(type, key, payload, correlation, ANY_PARTITION);
    }

    /** Publishes to a partition that the key does not choose. */
    public CompletionStage<Void> publish(
            EventType type, String key, Record payload, CorrelationId correlation, int partition) {
        if (!type.payload().isInstance(payload)) {
            throw new IllegalArgumentException(
                    type + " carries " + type.payload().getSimpleName() + ", not "
                            + payload.getClass().getSimpleName());
        }
        return send(kind(type), new Address(key, partition), MessageCodec.encode(payload), correlation);
    }

    /** Removes {@code key} from a compacted topic. */
    public CompletionStage<Void> publishTombstone(EventType type, String key, CorrelationId correlation) {
        return publishTombstone(type, key, correlation, ANY_PARTITION);
    }

    /** Removes {@code key} from a compacted topic of records in a binary form. */
    public CompletionStage<Void> publishTombstone(BinaryType type, String key, CorrelationId correlation) {
        return send(Kind.of(type.type(), BYTES), new Address(key, ANY_PARTITION), null, correlation);
    }

    /** Removes {@code key} from a partition that the key does not choose. */
    public CompletionStage<Void> publishTombstone(
            EventType type, String key, CorrelationId correlation, int partition) {
        return send(kind(type), new Address(key, partition), null, correlation);
    }

    /** Sends bytes of a form of their own, named by the CloudEvents {@code type}. */
    public CompletionStage<Void> publishBytes(String type, String key, byte[] payload, CorrelationId correlation) {
        return send(Kind.of(type, BYTES), new Address(key, ANY_PARTITION), payload, correlation);
    }

    /** What is the same for all events of a type. */
    private record Kind(String type, String contentType, URI schema) {
        static Kind of(String type, String contentType) {
            return new Kind(type, contentType, URI.create("schemas/" + type + ".json"));
        }
    }

    private static Kind kind(EventType type) {
        return Objects.requireNonNull(KINDS.get(type));
    }

    /** Destination of a record; a negative partition leaves it to the key. */
    private record Address(String key, int partition) {}

    private CompletionStage<Void> send(
            Kind kind, Address address, byte @Nullable [] payload, CorrelationId correlation) {
        if (!limit.allowed().getAsBoolean()) {
            return CompletableFuture.failedStage(
                    new IllegalStateException("this process is self-fenced and may not publish now"));
        }
        var headers = new RecordHeaders();
        headers.add(Headers.KAFKA_CORRELATION_ID, correlation.value().getBytes(StandardCharsets.UTF_8));
        limit.mark().accept(headers);
        var attributes = new OutgoingEvent.Attributes(
                UUID.randomUUID().toString(),
                kind.type(),
                source,
                clock.instant().atOffset(ZoneOffset.UTC),
                kind.contentType(),
                kind.schema());
        return sink.send(new OutgoingEvent(address.key(), address.partition(), payload, headers, attributes));
    }
}
