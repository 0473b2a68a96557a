package io.fleetforge.controller.world;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MissingTopologiesTest {

    private final AtomicLong nowNs = new AtomicLong(-5);
    private final MissingTopologies missing = new MissingTopologies(nowNs::get);

    @Test
    void shouldWaitForTheTopicBeforeAWorldIsPartitionedAnew() {
        assertThatThrownBy(() -> missing.requireTopicRead("u"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("WorldTopology is missing");
        nowNs.addAndGet(MissingTopologies.WAIT.toNanos() - 1);
        assertThatThrownBy(() -> missing.requireTopicRead("u")).isInstanceOf(IllegalStateException.class);

        nowNs.incrementAndGet();

        assertThatCode(() -> missing.requireTopicRead("u")).doesNotThrowAnyException();
        assertThatThrownBy(() -> missing.requireTopicRead("other")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldWaitAnewWhenTheRecordIsMissingAnotherTime() {
        assertThatThrownBy(() -> missing.requireTopicRead("u")).isInstanceOf(IllegalStateException.class);
        missing.found("u");
        nowNs.addAndGet(MissingTopologies.WAIT.toNanos());

        assertThatThrownBy(() -> missing.requireTopicRead("u")).isInstanceOf(IllegalStateException.class);
    }
}
