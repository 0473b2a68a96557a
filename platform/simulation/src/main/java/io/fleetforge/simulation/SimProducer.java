package io.fleetforge.simulation;

import io.fleetforge.contracts.lease.FencingTimes;
import io.fleetforge.contracts.names.Topics;
import io.fleetforge.runtime.messaging.EventPublisher;
import io.fleetforge.runtime.messaging.GatedSerializer;
import io.fleetforge.runtime.messaging.SendGate;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * The producers of one process, a channel per topic. Records of a channel leave in order: they wait in front of the sender while it is
 * blocked, pass the real gate, and land within the delivery timeout or fail at its end. Those of one process and partition land in
 * order. An acknowledgement may be lost, and then the sender repeats the record.
 */
final class SimProducer {

    private static final long TIMEOUT_MS = FencingTimes.DELIVERY_TIMEOUT.toMillis();
    /** The network of a process that was killed still delivers what it has taken. */
    private static final long AFTER_DEATH_MS = 500;
    /** Secrets are random outside the seed, and not part of the run. */
    private static final String TOKEN = "\"tokenHash\":\"[^\"]*\",";

    /** The process and its network. */
    interface Process {

        boolean isAlive();

        /** Whether nothing leaves it. */
        boolean isPartitioned();
    }

    private static final class Channel {
        final Queue<Message<?>> waiting = new ArrayDeque<>();
        boolean woken;
        long lastArrivalMs;
    }

    private final Sim sim;
    private final String name;
    private final Process process;
    private final Map<String, Channel> channels = new HashMap<>();
    private final Map<String, GatedSerializer> serializers = new HashMap<>();
    private long blockedUntilMs;
    private long slowUntilMs;
    private long endedMs = Long.MAX_VALUE;

    /** @param name unique per process */
    SimProducer(Sim sim, String name, Process process) {
        this.sim = sim;
        this.name = name;
        this.process = process;
    }

    /** Records wait in front of the sender for so long. */
    void block(long ms) {
        blockedUntilMs = sim.time().nowMs() + ms;
    }

    /** Records need as long as the delivery timeout allows, for so long. */
    void slowDown(long ms) {
        slowUntilMs = sim.time().nowMs() + ms;
    }

    /** Whether a record that is sent now is not acknowledged soon. */
    boolean isBlocked() {
        return sim.time().nowMs() < blockedUntilMs;
    }

    /** The process was killed. */
    void ended() {
        endedMs = Math.min(endedMs, sim.time().nowMs());
    }

    /** A publisher without gate, as for records that change no owner. */
    EventPublisher publisher(String topic) {
        return new EventPublisher(
                emitter(topic), "/simulation/" + name, sim.time().clock(0));
    }

    /** A publisher whose records pass {@code gate} right before they leave. */
    EventPublisher fenced(String topic, SendGate gate) {
        var serializer = new GatedSerializer();
        serializer.configure(Map.of(GatedSerializer.GATE, gate), false);
        serializers.put(topic, serializer);
        return publisher(topic).through(gate, FencingTimes.DELIVERY_TIMEOUT);
    }

    @SuppressWarnings("unchecked")
    private MutinyEmitter<byte[]> emitter(String topic) {
        return (MutinyEmitter<byte[]>) Proxy.newProxyInstance(
                SimProducer.class.getClassLoader(),
                new Class<?>[] {MutinyEmitter.class},
                (proxy, method, arguments) -> {
                    if (!method.getName().equals("sendMessageAndForget")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    channel(topic).waiting.add((Message<?>) arguments[0]);
                    pump(topic);
                    return null;
                });
    }

    private Channel channel(String topic) {
        return channels.computeIfAbsent(topic, unknown -> new Channel());
    }

    private void pump(String topic) {
        var channel = channel(topic);
        if (!isBlocked()) {
            for (var next = channel.waiting.poll(); next != null; next = channel.waiting.poll()) {
                leave(topic, channel, next);
            }
        } else if (!channel.woken) {
            channel.woken = true;
            sim.time().after(blockedUntilMs - sim.time().nowMs(), () -> {
                channel.woken = false;
                if (process.isAlive()) {
                    pump(topic);
                }
            });
        }
    }

    /** A record on its way. */
    private record Leaving(
            SimLog.Partition to, String key, byte[] payload, SimPlaces.Recorded places, Message<?> message) {}

    @SuppressWarnings("NullAway") // a tombstone has no payload
    private void leave(String topic, Channel channel, Message<?> message) {
        var metadata = message.getMetadata(OutgoingKafkaRecordMetadata.class).orElseThrow();
        var payload = (byte[]) message.getPayload();
        var serializer = serializers.get(topic);
        if (serializer != null) {
            try {
                serializer.serialize(topic, metadata.getHeaders(), payload);
            } catch (SerializationException e) {
                sim.counted("kept back by the gate");
                sim.time().after(0, () -> nack(message, e));
                return;
            }
        }
        var key = (String) Objects.requireNonNull(metadata.getKey());
        var to = sim.kafka().log().partition(topic, key);
        var leaving = new Leaving(to, key, payload, sim.places().sent(topic, payload), message);
        var nowMs = sim.time().nowMs();
        var arrivalMs = Math.max(channel.lastArrivalMs, nowMs + latencyMs(topic));
        if (process.isPartitioned() || sim.kafka().losesRecord() || arrivalMs - nowMs > TIMEOUT_MS) {
            failAt(nowMs + TIMEOUT_MS, message);
            return;
        }
        channel.lastArrivalMs = arrivalMs;
        var unacknowledged = sim.kafka().losesAcknowledgement();
        sim.time().after(arrivalMs - nowMs, () -> {
            land(leaving);
            if (unacknowledged) {
                failAt(nowMs + TIMEOUT_MS, message);
            } else {
                sim.time().after(sim.time().between(1, 5), () -> ack(leaving));
            }
        });
    }

    private long latencyMs(String topic) {
        var slow = sim.time().nowMs() < slowUntilMs ? sim.time().between(1, TIMEOUT_MS - 100) : 0;
        return slow + sim.kafka().latencyMs(topic);
    }

    private void land(Leaving record) {
        var afterDeathMs = sim.time().nowMs() - endedMs;
        if (record.payload() == null
                && record.to().topic().equals(Topics.CELL_HANDOFFS)
                && sim.is(Mutant.KEEP_HANDOFFS)) {
            return;
        }
        if (process.isAlive() || (afterDeathMs <= AFTER_DEATH_MS && sim.time().chance(0.5))) {
            sim.record(() -> "%s writes %s %s"
                    .formatted(name, record.key(), describe(record.to().topic(), record.payload())));
            sim.kafka().log().append(record.to(), record.key(), record.payload());
        }
    }

    private static String describe(String topic, byte[] payload) {
        return payload == null
                ? "end in " + topic
                : topic.equals(Topics.CELL_CHECKPOINTS)
                        ? "checkpoint"
                        : new String(payload, StandardCharsets.UTF_8).replaceAll(TOKEN, "");
    }

    private void ack(Leaving record) {
        if (process.isAlive()) {
            sim.places().acknowledged(record.places());
            var unused = record.message().ack();
        }
    }

    private void failAt(long atMs, Message<?> message) {
        sim.time()
                .after(
                        Math.max(0, atMs - sim.time().nowMs()),
                        () -> nack(message, new TimeoutException("not acknowledged in " + TIMEOUT_MS + " ms")));
    }

    private void nack(Message<?> message, Exception failure) {
        if (process.isAlive()) {
            var unused = message.nack(failure);
        }
    }
}
