package io.fleetforge.alert.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.alert.explain.DecisionLine.Verdict;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DecisionLogTest {

    private static final Instant START = Instant.parse("2026-11-26T12:00:00Z");

    private final DecisionLog log = new DecisionLog();

    private static DecisionLine line(int second, Verdict verdict, String channel, String text) {
        return new DecisionLine("f", START.plusSeconds(second), verdict, "{}:{}", "ops", channel, text);
    }

    @Test
    void shouldKeepWhatChangesAndNothingThatIsSaidAgain() {
        assertThat(log.add(line(0, Verdict.SUPPRESSED, "", "silenced"))).isTrue();
        assertThat(log.add(line(5, Verdict.SUPPRESSED, "", "silenced"))).isFalse();
        assertThat(log.add(line(10, Verdict.TOLD, "ops/0", "that it fires"))).isTrue();
        assertThat(log.add(line(11, Verdict.TOLD, "ops/1", "that it fires"))).isTrue();
        assertThat(log.add(line(15, Verdict.TOLD, "ops/0", "that it fires"))).isFalse();
        assertThat(log.add(line(20, Verdict.SUPPRESSED, "", "silenced"))).isTrue();

        assertThat(log.of("f")).extracting(DecisionLine::at).isSorted().hasSize(4);
    }

    /** The instance that decided has it before it comes back from the topic, and other lines lie between. */
    @Test
    void shouldTakeALineThatComesBackOnce() {
        var first = line(0, Verdict.TOLD, "ops/0", "that it fires");
        var second = line(5, Verdict.TOLD, "ops/0", "that it has ended");

        assertThat(log.add(first)).isTrue();
        assertThat(log.add(second)).isTrue();
        assertThat(log.add(first)).isFalse();
        assertThat(log.add(second)).isFalse();
        assertThat(log.of("f")).containsExactly(first, second);
    }

    @Test
    void shouldKeepTheLatestOfAnAlertAndOfAllAlerts() {
        for (var each = 0; each < DecisionLog.PER_ALERT * 2; each++) {
            log.add(line(each, Verdict.FAILED, "ops/0", "no " + each));
        }
        assertThat(log.of("f"))
                .hasSize(DecisionLog.PER_ALERT)
                .last()
                .satisfies(last -> assertThat(last.text()).isEqualTo("no 31"));

        IntStream.range(0, DecisionLog.MOST_ALERTS)
                .forEach(each -> log.add(new DecisionLine("f" + each, START, Verdict.TOLD, "g", "ops", "ops/0", "")));
        assertThat(log.of("f")).isEmpty();
        assertThat(log.of("f0")).hasSize(1);
    }

    /** Each look would write everything again otherwise, to Kafka too. */
    @Test
    void shouldNotGoRoundWhenMoreAlertsAreQuietThanItHolds() {
        for (var look = 0; look < 3; look++) {
            for (var each = 0; each < DecisionLog.MOST_ALERTS + 10; each++) {
                var at = START.plusSeconds(look);
                var isNews = log.add(new DecisionLine("f" + each, at, Verdict.SUPPRESSED, "g", "ops", "", "silenced"));
                assertThat(isNews).isEqualTo(look == 0 && each < DecisionLog.MOST_ALERTS);
            }
        }
        var later = START.plus(DecisionLog.STALE_AFTER).plusSeconds(10);
        assertThat(log.add(new DecisionLine("new", later, Verdict.SUPPRESSED, "g", "ops", "", "silenced")))
                .isTrue();
    }
}
