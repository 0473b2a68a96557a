package io.fleetforge.ffctl.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.contracts.correlation.CorrelationId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LogLinesTest {

    private final LogLines lines = new LogLines(new CorrelationId("trace-7"));

    @Test
    void shouldReadALineOfTheIdWithItsLocationInTheWorld() {
        var entry = lines.read("starter-0", """
                {"timestamp":"2026-01-01T12:00:00.123Z","level":"WARN","service":"fleetforge-cell","logger":"L",\
                "message":"cell runs","correlation_id":"trace-7","trace_id":"abc","world":"default/starter","cell":"c1-0"}""");

        assertThat(entry).hasValueSatisfying(line -> {
            assertThat(line.time()).isEqualTo(Instant.parse("2026-01-01T12:00:00.123Z"));
            assertThat(line.service()).isEqualTo("fleetforge-cell");
            assertThat(line.pod()).isEqualTo("starter-0");
            assertThat(line.message()).isEqualTo("WARN cell runs  world=default/starter cell=c1-0");
            assertThat(line.fields()).containsEntry("trace_id", "abc").doesNotContainKey("message");
        });
    }

    @Test
    void shouldSkipOtherIdsMentionsAndLinesThatAreNoJson() {
        assertThat(lines.read("p", """
                {"timestamp":"2026-01-01T12:00:00Z","message":"about trace-7","correlation_id":"trace-70"}""")).isEmpty();
        assertThat(lines.read("p", "trace-7 in plain text")).isEmpty();
        assertThat(lines.read("p", "{\"correlation_id\":\"trace-7\",\"time")).isEmpty();
        assertThat(lines.read("p", "{\"correlation_id\":\"trace-7\",\"timestamp\":\"never\"}"))
                .isEmpty();
    }
}
