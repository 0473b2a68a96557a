package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.e2e.RobustnessPlan.Fault;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RobustnessPlanTest {

    private static final Duration LONGEST = Duration.ofSeconds(8);

    @Test
    void shouldDrawEqualStepsFromEqualSeedsOnly() {
        assertThat(RobustnessPlan.of(7, 50, LONGEST))
                .isEqualTo(RobustnessPlan.of(7, 50, LONGEST))
                .isNotEqualTo(RobustnessPlan.of(8, 50, LONGEST));
    }

    @Test
    void shouldDrawEveryKindOfOperationAndFaultByDefault() {
        var steps = RobustnessPlan.of(RobustnessE2E.SEED, RobustnessE2E.OPERATIONS, LONGEST);

        assertThat(steps.stream().map(step -> step.operation().getClass()).distinct())
                .hasSize(6);
        assertThat(steps.stream()
                        .map(RobustnessPlan.Step::fault)
                        .flatMap(Optional::stream)
                        .map(Object::getClass)
                        .distinct())
                .hasSize(5);
    }

    @Test
    void shouldStopHostsForLessAndForMoreThanTheLivenessLimit() {
        var stops = RobustnessPlan.of(1, 400, Duration.ofSeconds(30)).stream()
                .map(RobustnessPlan.Step::fault)
                .flatMap(Optional::stream)
                .filter(Fault.StopHost.class::isInstance)
                .map(fault -> ((Fault.StopHost) fault).pause())
                .toList();

        assertThat(stops).allMatch(pause -> pause.compareTo(Duration.ofSeconds(30)) < 0);
        assertThat(stops).anyMatch(pause -> pause.compareTo(Duration.ofSeconds(20)) > 0);
        assertThat(stops).anyMatch(pause -> pause.compareTo(Duration.ofSeconds(3)) < 0);
    }
}
