package io.fleetforge.ffctl.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.contracts.correlation.CorrelationId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SpanLinesTest {

    private final SpanLines lines = new SpanLines(new CorrelationId("trace-7"));

    @Test
    void shouldReadTheSpansOfATraceThatCarryTheId() throws IOException {
        var entries = lines.jaeger(fixture("jaeger-traces.json"));

        assertThat(entries).singleElement().satisfies(line -> {
            assertThat(line.time()).isEqualTo(Instant.parse("2026-01-01T12:00:00.123456Z"));
            assertThat(line.service()).isEqualTo("fleetforge-controller");
            assertThat(line.pod()).isEqualTo("controller-abc");
            assertThat(line.message()).isEqualTo("span reconcile worldspec, 12.3 ms");
            assertThat(line.fields()).containsEntry("span_id", "b7ad6b7169203331");
        });
    }

    @Test
    void shouldReadALineOfTheSpanFile() {
        assertThat(lines.local("""
                {"service":"fleetforge-cell","name":"apply topology","traceId":"t","spanId":"s",\
                "startUnixNano":1767268800123456789,"endUnixNano":1767268800125456789,\
                "attributes":{"correlation_id":"trace-7"}}""")).hasValueSatisfying(line -> {
            assertThat(line.time()).isEqualTo(Instant.parse("2026-01-01T12:00:00.123456789Z"));
            assertThat(line.message()).isEqualTo("span apply topology, 2.0 ms");
        });
        assertThat(lines.local("{\"attributes\":{\"correlation_id\":\"trace-77\"}}"))
                .isEmpty();
        assertThat(lines.local("{\"attributes\":{\"correlation_id\":\"trace-7\""))
                .isEmpty();
    }

    private static String fixture(String name) throws IOException {
        try (var in = Objects.requireNonNull(SpanLinesTest.class.getResourceAsStream("/fixtures/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
