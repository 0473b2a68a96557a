package io.fleetforge.alert.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetforge.alert.oncall.EscalationPolicy.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EscalationPolicyTest {

    private static final Instant SINCE = Instant.parse("2026-11-26T03:00:00Z");
    private static final EscalationPolicy POLICY = new EscalationPolicy(
            "worlds",
            List.of(
                    new Step(List.of("primary"), List.of(), Duration.ofMinutes(5)),
                    new Step(List.of("secondary"), List.of("lead"), Duration.ofMinutes(10))),
            1);

    @ParameterizedTest
    @CsvSource({
        "0, 0, 300",
        "299, 0, 300",
        "300, 1, 900",
        "899, 1, 900",
        "900, 2, 1200",
        "1200, 3, ",
        "100000, 3, ",
    })
    void shouldEscalateStepByStepAndStayAtTheLast(long seconds, int number, Long next) {
        var reached = POLICY.at(SINCE, SINCE.plusSeconds(seconds));

        assertThat(reached.number(POLICY)).isEqualTo(number);
        assertThat(reached.next()
                        .map(at -> Duration.between(SINCE, at).toSeconds())
                        .orElse(null))
                .isEqualTo(next);
    }

    @Test
    void shouldRefuseStepWithoutTargetOrWithTooShortDelay() {
        assertThatThrownBy(() -> new Step(List.of(), List.of(), Duration.ofMinutes(5)))
                .hasMessageContaining("user");
        assertThatThrownBy(() -> new Step(List.of("a"), List.of(), Duration.ofSeconds(1)))
                .hasMessageContaining("delay");
        assertThatThrownBy(() -> new EscalationPolicy("p", List.of(), 0)).hasMessageContaining("steps");
    }
}
