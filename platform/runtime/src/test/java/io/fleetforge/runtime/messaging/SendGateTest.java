package io.fleetforge.runtime.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class SendGateTest {

    private static final byte[] DATA = {1};
    private static final Duration LIMIT = Duration.ofSeconds(3);

    private final AtomicBoolean allowed = new AtomicBoolean(true);
    private final AtomicLong nowNs = new AtomicLong(Long.MAX_VALUE - 5); // a monotonic clock may overflow
    private final SendGate gate = new SendGate(allowed::get, nowNs::get);
    private final GatedSerializer serializer = new GatedSerializer();
    private final RecordHeaders headers = new RecordHeaders();

    SendGateTest() {
        serializer.configure(Map.of(GatedSerializer.GATE, gate), false);
    }

    @Test
    void shouldLetARecordOfAnActiveProcessPassWithoutAMark() {
        gate.expire(headers, LIMIT);
        nowNs.addAndGet(LIMIT.toNanos());

        assertThat(serializer.serialize("topic", headers, DATA)).isEqualTo(DATA);
        assertThat(headers).as("nothing of it reaches the topic").isEmpty();
    }

    @Test
    void shouldLetARecordPassThatIsSentAgain() {
        gate.expire(headers, LIMIT);
        serializer.serialize("topic", headers, DATA);
        headers.setReadOnly(); // as the producer does

        assertThat(serializer.serialize("topic", headers, DATA)).isEqualTo(DATA);
    }

    @Test
    void shouldHoldWhatWasQueuedWhenTheProcessIsFenced() {
        gate.expire(headers, LIMIT);
        allowed.set(false);

        assertThatThrownBy(() -> serializer.serialize("topic", headers, DATA))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("self-fenced");
        assertThatThrownBy(() -> serializer.serialize("topic", headers, null))
                .as("a tombstone, too")
                .isInstanceOf(SerializationException.class);
    }

    @Test
    void shouldHoldARecordThatWaitedTooLongAlthoughTheProcessIsActive() {
        gate.expire(headers, LIMIT);
        nowNs.addAndGet(LIMIT.toNanos() + 1);

        assertThatThrownBy(() -> serializer.serialize("topic", headers, DATA))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("too long");
    }

    @Test
    void shouldRequireItsGate() {
        assertThatThrownBy(() -> new GatedSerializer().configure(Map.of(), false))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(GatedSerializer.GATE);
    }
}
