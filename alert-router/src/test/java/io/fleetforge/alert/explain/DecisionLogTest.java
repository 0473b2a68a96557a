package io.fleetforge.alert.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.alert.explain.LoggedDecision.Outcome;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DecisionLogTest {

    private static final Instant START = Instant.parse("2026-11-26T12:00:00Z");

    private final DecisionLog log = new DecisionLog();

    private static LoggedDecision decision(int second, Outcome outcome, String integration, String text) {
        return new LoggedDecision("f", START.plusSeconds(second), outcome, "{}:{}", "ops", integration, text);
    }

    @Test
    void shouldDropDecisionThatRepeatsTheLastOfItsIntegration() {
        assertThat(log.add(decision(0, Outcome.SUPPRESSED, "", "silenced"))).isTrue();
        assertThat(log.add(decision(5, Outcome.SUPPRESSED, "", "silenced"))).isFalse();
        assertThat(log.add(decision(10, Outcome.NOTIFIED, "ops/0", "firing"))).isTrue();
        assertThat(log.add(decision(11, Outcome.NOTIFIED, "ops/1", "firing"))).isTrue();
        assertThat(log.add(decision(15, Outcome.NOTIFIED, "ops/0", "firing"))).isFalse();
        assertThat(log.add(decision(20, Outcome.SUPPRESSED, "", "silenced"))).isTrue();

        assertThat(log.of("f")).extracting(LoggedDecision::at).isSorted().hasSize(4);
    }

    /** The deciding instance adds a decision before it reads it from the topic, with others in between. */
    @Test
    void shouldAddDecisionOnceWhenItIsReadBack() {
        var first = decision(0, Outcome.NOTIFIED, "ops/0", "firing");
        var second = decision(5, Outcome.NOTIFIED, "ops/0", "resolved");

        assertThat(log.add(first)).isTrue();
        assertThat(log.add(second)).isTrue();
        assertThat(log.add(first)).isFalse();
        assertThat(log.add(second)).isFalse();
        assertThat(log.of("f")).containsExactly(first, second);
    }

    @Test
    void shouldKeepTheLatestDecisionsAndAlerts() {
        for (var each = 0; each < DecisionLog.PER_ALERT * 2; each++) {
            log.add(decision(each, Outcome.FAILED, "ops/0", "no " + each));
        }
        assertThat(log.of("f"))
                .hasSize(DecisionLog.PER_ALERT)
                .last()
                .satisfies(last -> assertThat(last.text()).isEqualTo("no 31"));

        IntStream.range(0, DecisionLog.MAX_ALERTS)
                .forEach(each ->
                        log.add(new LoggedDecision("f" + each, START, Outcome.NOTIFIED, "g", "ops", "ops/0", "")));
        assertThat(log.of("f")).isEmpty();
        assertThat(log.of("f0")).hasSize(1);
    }

    /** Otherwise each flush would publish all decisions again. */
    @Test
    void shouldEvictNothingWhenMoreAlertsAreSuppressedThanItHolds() {
        for (var flush = 0; flush < 3; flush++) {
            for (var each = 0; each < DecisionLog.MAX_ALERTS + 10; each++) {
                var at = START.plusSeconds(flush);
                var isAdded =
                        log.add(new LoggedDecision("f" + each, at, Outcome.SUPPRESSED, "g", "ops", "", "silenced"));
                assertThat(isAdded).isEqualTo(flush == 0 && each < DecisionLog.MAX_ALERTS);
            }
        }
        var later = START.plus(DecisionLog.STALE_AFTER).plusSeconds(10);
        assertThat(log.add(new LoggedDecision("new", later, Outcome.SUPPRESSED, "g", "ops", "", "silenced")))
                .isTrue();
    }
}
