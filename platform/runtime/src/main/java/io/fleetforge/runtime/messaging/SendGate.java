package io.fleetforge.runtime.messaging;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;

/**
 * Last check before a record leaves this process: the process may publish, and the record has not waited for longer than it may.
 * Whatever was queued in front of the producer meets it. Thread-safe.
 */
public final class SendGate {

    /** Set by {@link EventPublisher}, removed here: no record on a topic has it. */
    private static final String SEND_BY = "fleetforge-send-by-ns";

    private final BooleanSupplier allowed;
    private final LongSupplier nowNs;

    /**
     * @param allowed whether this process may publish now
     * @param nowNs monotonic nanoseconds
     */
    public SendGate(BooleanSupplier allowed, LongSupplier nowNs) {
        this.allowed = allowed;
        this.nowNs = nowNs;
    }

    boolean isOpen() {
        return allowed.getAsBoolean();
    }

    /** Marks a record that may wait for {@code limit} from now until it leaves. */
    void expire(Headers headers, Duration limit) {
        headers.add(
                SEND_BY,
                ByteBuffer.allocate(Long.BYTES)
                        .putLong(nowNs.getAsLong() + limit.toNanos())
                        .array());
    }

    /**
     * @throws SerializationException when the record must not leave; Kafka does not retry it
     */
    void require(Headers headers) {
        var sendBy = headers.lastHeader(SEND_BY);
        if (sendBy != null) { // a record that is sent again has none, and closed headers
            headers.remove(SEND_BY);
        }
        if (!allowed.getAsBoolean()) {
            throw new SerializationException("this process is self-fenced and may not publish now");
        }
        if (sendBy != null
                && nowNs.getAsLong() - ByteBuffer.wrap(sendBy.value()).getLong() > 0) {
            throw new SerializationException("the record waited too long in front of the producer");
        }
    }
}
