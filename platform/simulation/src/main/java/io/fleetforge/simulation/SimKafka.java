package io.fleetforge.simulation;

import io.fleetforge.contracts.names.Topics;
import io.fleetforge.runtime.messaging.EventPublisher;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.TimeoutException;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * The network to the log and back: records of one process and topic arrive in order, late or not at all; an acknowledgement may be
 * lost, and then the sender repeats the record. During an outage nothing arrives and nothing can be read.
 */
final class SimKafka {

    private static final long TIMEOUT_MS = 2000;
    /** Secrets are random outside the seed, and not part of the run. */
    private static final String TOKEN = "\"tokenHash\":\"[^\"]*\",";

    private final SimTime time;
    private final SimLog log;
    private final Consumer<String> run;
    private final Map<String, Long> lastArrivals = new HashMap<>();
    private long outageUntilMs;
    private boolean calm;

    SimKafka(SimTime time, SimLog log, Consumer<String> run) {
        this.run = run;
        this.time = time;
        this.log = log;
    }

    boolean isAway() {
        return time.nowMs() < outageUntilMs;
    }

    void goAway(long ms) {
        outageUntilMs = time.nowMs() + ms;
    }

    /** From now on everything arrives once and is acknowledged. */
    void calmDown() {
        calm = true;
        outageUntilMs = 0;
    }

    /**
     * @param process unique per process
     * @param alive whether it still runs; records it sent may arrive even so
     * @param partitioned whether nothing leaves it
     */
    EventPublisher publisher(String process, String topic, BooleanSupplier alive, BooleanSupplier partitioned) {
        var emitter = (MutinyEmitter<?>) Proxy.newProxyInstance(
                SimKafka.class.getClassLoader(), new Class<?>[] {MutinyEmitter.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("sendMessageAndForget")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    var message = (Message<?>) arguments[0];
                    if (partitioned.getAsBoolean()) {
                        time.after(TIMEOUT_MS, () -> nack(alive, message));
                    } else {
                        send(process, topic, alive, message);
                    }
                    return null;
                });
        @SuppressWarnings("unchecked")
        var typed = (MutinyEmitter<byte[]>) emitter;
        return new EventPublisher(typed, "/simulation/" + process, time.clock(0));
    }

    @SuppressWarnings("NullAway") // a tombstone has no payload
    private void send(String process, String topic, BooleanSupplier alive, Message<?> message) {
        var metadata = message.getMetadata(OutgoingKafkaRecordMetadata.class).orElseThrow();
        var key = (String) Objects.requireNonNull(metadata.getKey());
        var payload = (byte[]) message.getPayload();
        if (isAway() || (!calm && time.chance(0.02))) {
            time.after(TIMEOUT_MS, () -> nack(alive, message));
            return;
        }
        var at =
                Math.max(time.nowMs() + time.between(1, calm ? 5 : 25), lastArrivals.getOrDefault(process + topic, 0L));
        lastArrivals.put(process + topic, at);
        var unacknowledged = !calm && time.chance(0.03);
        time.after(at - time.nowMs(), () -> {
            if (alive.getAsBoolean() || time.chance(0.5)) {
                run.accept("%s writes %s %s".formatted(process, key, records(topic, payload)));
                log.append(topic, key, payload);
            }
            if (unacknowledged) {
                time.after(TIMEOUT_MS, () -> nack(alive, message));
            } else {
                time.after(time.between(1, 5), () -> ack(alive, message));
            }
        });
    }

    private static String records(String topic, byte[] payload) {
        return payload == null
                ? "end"
                : topic.equals(Topics.CELL_CHECKPOINTS)
                        ? "checkpoint"
                        : new String(payload, StandardCharsets.UTF_8).replaceAll(TOKEN, "");
    }

    private static void ack(BooleanSupplier alive, Message<?> message) {
        if (alive.getAsBoolean()) {
            var unused = message.ack();
        }
    }

    private static void nack(BooleanSupplier alive, Message<?> message) {
        if (alive.getAsBoolean()) {
            var unused = message.nack(new TimeoutException("not acknowledged in " + TIMEOUT_MS + " ms"));
        }
    }
}
