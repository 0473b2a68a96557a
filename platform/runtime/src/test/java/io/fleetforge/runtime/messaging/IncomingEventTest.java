package io.fleetforge.runtime.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.MalformedMessageException;
import io.fleetforge.contracts.message.MessageCodec;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.contracts.message.WorldRef;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncomingEventTest {

    private static final TopologyMessage TOPOLOGY = new TopologyMessage(
            new WorldRef("default", "starter", "u-1"), 3, 2, new Bounds(0, 10, 0, 10), 50, List.of(), List.of());

    @Test
    void shouldDecodeByTheTypeHeader() throws Exception {
        var record = record(MessageCodec.encode(TOPOLOGY));
        record.headers().add("ce_type", EventType.WORLD_TOPOLOGY.type().getBytes(UTF_8));
        record.headers().add("correlation-id", "c-1".getBytes(UTF_8));

        var event = IncomingEvent.decode(record, EventType.CELL_READY).orElseThrow();

        assertThat(event.type()).isEqualTo(EventType.WORLD_TOPOLOGY);
        assertThat(event.key()).isEqualTo("default/starter");
        assertThat(event.payload()).isEqualTo(TOPOLOGY);
        assertThat(event.correlation().value()).isEqualTo("c-1");
    }

    @Test
    void shouldAssumeTheExpectedTypeWhenTheHeaderIsMissing() throws Exception {
        var event = IncomingEvent.decode(record(MessageCodec.encode(TOPOLOGY)), EventType.WORLD_TOPOLOGY);

        assertThat(event)
                .hasValueSatisfying(known -> assertThat(known.payload()).isEqualTo(TOPOLOGY));
    }

    @Test
    void shouldSkipATypeOfALaterVersion() throws Exception {
        var record = record("anything".getBytes(UTF_8));
        record.headers().add("ce_type", "io.fleetforge.world.topology.changed.v2".getBytes(UTF_8));

        assertThat(IncomingEvent.decode(record, EventType.WORLD_TOPOLOGY)).isEmpty();
    }

    @Test
    void shouldReadATombstone() throws Exception {
        var event = IncomingEvent.decode(record(null), EventType.WORLD_TOPOLOGY).orElseThrow();

        assertThat(event.payload()).isNull();
    }

    @Test
    void shouldReplaceACorrelationIdThatCouldBreakALogLine() throws Exception {
        var record = record(null);
        record.headers().add("correlation-id", "a\nb".getBytes(UTF_8));

        var event = IncomingEvent.decode(record, EventType.WORLD_TOPOLOGY).orElseThrow();

        assertThat(event.correlation().value()).matches("[A-Za-z0-9-]{1,64}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "{\"revision\":\"x\"}", "{\"revision\":1}", "\u0000"})
    void shouldReportUnreadablePayloadsAsMalformed(String payload) {
        assertThatThrownBy(() -> IncomingEvent.decode(record(payload.getBytes(UTF_8)), EventType.WORLD_TOPOLOGY))
                .isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void shouldReportARecordWithoutKeyAsMalformed() {
        var record = new ConsumerRecord<String, byte[]>("t", 0, 0, null, MessageCodec.encode(TOPOLOGY));

        assertThatThrownBy(() -> IncomingEvent.decode(record, EventType.WORLD_TOPOLOGY))
                .isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void shouldReportAnOversizedPayloadAsMalformed() {
        assertThatThrownBy(() -> IncomingEvent.decode(record(new byte[5 * 1024 * 1024]), EventType.WORLD_TOPOLOGY))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("above the limit");
    }

    private static ConsumerRecord<String, byte[]> record(byte[] value) {
        return new ConsumerRecord<>("fleetforge.world.topology.v1", 0, 0, "default/starter", value);
    }
}
