package io.fleetforge.runtime.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;

class SamplingTest {

    private final Sampling sampling = new Sampling(3);

    @Test
    void shouldWriteTheFirstOfEachSecondAndTheNumberOfDroppedOnes() {
        for (var i = 0; i < 3; i++) {
            assertThat(sampling.admit("tick", i)).hasValue(0);
        }
        for (var i = 0; i < 47; i++) {
            assertThat(sampling.admit("tick", 100 + i)).isEmpty();
        }

        assertThat(sampling.admit("other", 500)).as("another kind").hasValue(0);
        assertThat(sampling.admit("tick", 1_000_000_000L)).hasValue(47);
        assertThat(sampling.admit("tick", 1_000_000_001L)).hasValue(0);
    }

    @Test
    void shouldBoundTheNumberOfKinds() {
        for (var i = 0; i < 3; i++) {
            sampling.admit("first", i);
        }
        assertThat(sampling.admit("first", 3)).isEmpty();

        for (var i = 0; i < 1000; i++) {
            sampling.admit("kind " + i, 10);
        }

        assertThat(sampling.admit("first", 11))
                .as("dropped, so it starts again")
                .hasValue(0);
    }

    @Test
    void shouldNeverLeaveOutAnError() {
        var filter = new ConsoleFilter(1);
        var written = 0;
        for (var i = 0; i < 10; i++) {
            written += filter.isLoggable(line(Level.SEVERE)) ? 1 : 0;
        }

        assertThat(written).isEqualTo(10);
        assertThat(filter.isLoggable(line(Level.WARNING))).isTrue();
        assertThat(filter.isLoggable(line(Level.WARNING))).isFalse();
    }

    private static ExtLogRecord line(Level level) {
        var record = new ExtLogRecord(level, "again", "test");
        record.setLoggerName("io.fleetforge.Test");
        return record;
    }
}
