package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fleetforge.contracts.names.Topics;
import io.fleetforge.testing.TestPlatform;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A world at rest causes no API write and no topology record. */
@LongScenario
class SteadyStateE2E {

    private static final Duration CONVERGENCE_TIME = Duration.ofSeconds(5);
    private static final Duration REST = Duration.ofSeconds(60);

    private final TestPlatform platform = TestPlatform.shared();
    private final Worlds worlds = new Worlds(platform);

    @Test
    void shouldWriteNothingWhenNothingChangesForAMinute() throws IOException {
        worlds.apply("resting", 4, 2);
        worlds.awaitReady("resting");
        await("what follows readiness is done").pollDelay(CONVERGENCE_TIME).until(() -> true);
        var mark = platform.audit().mark();
        var records = platform.topics().written(Topics.WORLD_TOPOLOGY);

        await("a minute of rest").pollDelay(REST).atMost(REST.plusSeconds(10)).until(() -> true);

        assertThat(platform.audit().writesOf(Services.CONTROLLER_USER, mark)).isEmpty();
        assertThat(platform.topics().written(Topics.WORLD_TOPOLOGY)).isEqualTo(records);
        worlds.delete("resting");
    }
}
