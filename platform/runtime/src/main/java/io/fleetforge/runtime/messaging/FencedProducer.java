package io.fleetforge.runtime.messaging;

import io.fleetforge.runtime.lifecycle.PeriodicTask;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one producer of all records that only an active process may send. Nothing queues in front of it but what its callers hold: each
 * send passes the {@link SendGate} and joins a batch, or fails at once. A send waits for space in the buffer at most as long as
 * {@code max.block.ms}; for metadata it never waits, as the topics are known before the first send, and stay known.
 * Thread-safe.
 */
public final class FencedProducer implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(FencedProducer.class);
    private static final Duration AGAIN = Duration.ofMillis(200);
    private static final Duration CLOSE = Duration.ofSeconds(1);
    private static final String SPEC_VERSION = "1.0";

    private final Producer<String, byte[]> producer;
    private final List<String> topics;
    private final PeriodicTask preparation = new PeriodicTask("topics of the fenced producer");
    private volatile boolean ready;
    private volatile boolean closed;
    private volatile String unknownBecause = "not asked yet";
    private @Nullable KafkaClientMetrics metrics;

    /**
     * @param producer owned from now on; its value serializer is {@link GatedSerializer}
     * @param topics that are sent to
     */
    public FencedProducer(Producer<String, byte[]> producer, List<String> topics) {
        this.producer = producer;
        this.topics = List.copyOf(topics);
    }

    /**
     * A producer whose metrics are in {@code registry}.
     *
     * @param settings with the gate, see {@link GatedSerializer#GATE}
     */
    public static FencedProducer create(Map<String, Object> settings, List<String> topics, MeterRegistry registry) {
        var producer = new KafkaProducer<String, byte[]>(settings);
        var fenced = new FencedProducer(producer, topics);
        var metrics = new KafkaClientMetrics(producer);
        metrics.bindTo(registry);
        fenced.metrics = metrics;
        return fenced;
    }

    /** Learns on a thread of its own where the topics are, until it knows; sends before that fail. */
    public void start() {
        preparation.startWithDelay(Duration.ZERO, AGAIN, () -> {
            if (learnTopics()) {
                preparation.close();
            }
        });
    }

    /** One attempt to learn where the topics are; true when all are known. */
    boolean learnTopics() {
        try {
            topics.forEach(producer::partitionsFor);
            ready = true;
        } catch (KafkaException | IllegalStateException e) { // interrupted or closed, too
            unknown(String.valueOf(e.getMessage()));
        }
        return ready;
    }

    /** Logged once per reason: an outage, a topic that is missing, no right on it. */
    private void unknown(String reason) {
        if (!closed && !reason.equals(unknownBecause)) {
            LOG.warnf("the partitions of %s are not known yet: %s", topics, reason);
        }
        unknownBecause = reason;
    }

    /**
     * Publishes to {@code topic} while {@code gate} is open.
     *
     * @param source CloudEvents source
     * @param most how long a record may wait until it joins a batch
     */
    public EventPublisher publisher(String topic, String source, Clock clock, SendGate gate, Duration most) {
        if (!topics.contains(topic)) {
            throw new IllegalArgumentException(topic + " is none of " + topics);
        }
        return new EventPublisher((EventSink) event -> send(topic, event), source, clock).through(gate, most);
    }

    private CompletionStage<Void> send(String topic, OutgoingEvent event) {
        if (!ready) {
            return CompletableFuture.failedStage(
                    new TimeoutException("the partitions of " + topic + " are not known yet: " + unknownBecause));
        }
        var done = new CompletableFuture<Void>();
        var record = new ProducerRecord<>(
                topic, event.partition() < 0 ? null : event.partition(), event.key(), event.payload(), headers(event));
        try {
            var unused = producer.send(record, (metadata, failure) -> {
                if (failure == null) {
                    done.complete(null);
                } else {
                    done.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException e) { // closed, or refused by the gate
            done.completeExceptionally(e);
        }
        return done;
    }

    /** The same headers as those of a channel. */
    private static Headers headers(OutgoingEvent event) {
        var attributes = event.attributes();
        var headers = event.headers();
        add(headers, "ce_specversion", SPEC_VERSION);
        add(headers, "ce_id", attributes.id());
        add(headers, "ce_type", attributes.type());
        add(headers, "ce_source", attributes.source().toString());
        add(headers, "ce_datacontenttype", attributes.dataContentType());
        add(headers, "content-type", attributes.dataContentType());
        add(headers, "ce_dataschema", attributes.dataSchema().toString());
        add(headers, "ce_time", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(attributes.time()));
        return headers;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** As {@link #close(boolean)} without records in flight. */
    @Override
    public void close() {
        close(true);
    }

    /**
     * Ends. Further calls do nothing.
     *
     * @param flushed whether all records are acknowledged; otherwise those that have not left are dropped
     */
    public void close(boolean flushed) {
        if (closed) {
            return;
        }
        closed = true;
        preparation.close();
        producer.close(flushed ? CLOSE : Duration.ZERO);
        var bound = metrics;
        if (bound != null) {
            bound.close();
        }
    }
}
