package io.fleetforge.alert.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.model.Matcher;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeartbeatMonitorTest {

    private static final Instant START = Instant.parse("2026-11-26T12:00:00Z");
    private static final Duration AFTER = Duration.ofMinutes(5);
    private static final Instant MISSED = START.plus(AFTER);

    private static Heartbeat deadMan(boolean isOnceHeard) {
        return new Heartbeat("prometheus", List.of(Matcher.equal("alertname", "Watchdog")), AFTER, "P1", isOnceHeard);
    }

    private static List<Alert> words(boolean isOnceHeard, List<Alert> known, Instant now) {
        return HeartbeatMonitor.words(List.of(deadMan(isOnceHeard)), known, START, now);
    }

    private static Alert watchdog(Instant at) {
        return new Alert(Map.of("alertname", "Watchdog"), at, at.plus(AFTER));
    }

    @Test
    void shouldMissWhatWasNeverHeardWhenItsTimeHasPassed() {
        assertThat(words(false, List.of(), MISSED.minusMillis(1))).isEmpty();

        assertThat(words(false, List.of(), MISSED)).singleElement().satisfies(alert -> {
            assertThat(alert.labels().values()).containsEntry("switch", "prometheus");
            assertThat(alert.startsAt()).isEqualTo(MISSED);
        });
    }

    @Test
    void shouldNotMissWhatWasNeverHeardWhereItNeedNotBe() {
        assertThat(words(true, List.of(), MISSED.plus(AFTER))).isEmpty();
        assertThat(words(true, List.of(watchdog(START)), MISSED)).hasSize(1);
    }

    @Test
    void shouldGoOnMissingWhenWhatWasHeardIsForgotten() {
        var said = words(false, List.of(), MISSED);

        assertThat(words(true, said, MISSED.plusSeconds(30))).as("nothing new").isEmpty();
        assertThat(said.getFirst().isFiringAt(MISSED.plus(Duration.ofDays(30)))).isTrue();
    }

    @Test
    void shouldEndWhatWasSaidWhenItIsHeardAgain() {
        var said = words(false, List.of(), MISSED).getFirst();
        var back = MISSED.plusSeconds(60);

        assertThat(words(false, List.of(said, watchdog(back)), back))
                .singleElement()
                .satisfies(alert -> assertThat(alert.isFiringAt(back)).isFalse());
    }

    /** Else somebody is paged about it who routes by a configuration that does not know it. */
    @Test
    void shouldEndWhatWasSaidOfASwitchThatIsGone() {
        var said = words(false, List.of(), MISSED);
        var later = MISSED.plusSeconds(30);

        assertThat(HeartbeatMonitor.words(List.of(), said, START, later))
                .singleElement()
                .satisfies(alert -> assertThat(alert.isFiringAt(later)).isFalse());
    }

    /** A restart knows nothing of who was heard meanwhile; that is no reason to tell that all is well. */
    @Test
    void shouldGoOnMissingAfterARestart() {
        var said = words(true, List.of(watchdog(START)), MISSED);
        var restart = MISSED.plusSeconds(30);

        assertThat(HeartbeatMonitor.words(List.of(deadMan(true)), said, restart, restart))
                .isEmpty();
    }

    /** The first look after a restart comes before any word. */
    @Test
    void shouldStillFireAfterBeingAwayForLong() {
        var said = words(true, List.of(watchdog(START)), MISSED);
        var restart = MISSED.plus(Duration.ofHours(1));

        assertThat(said.getFirst().isFiringAt(restart)).isTrue();
        assertThat(HeartbeatMonitor.words(List.of(deadMan(true)), said, restart, restart))
                .isEmpty();
        assertThat(HeartbeatMonitor.words(
                        List.of(deadMan(true)), List.of(said.getFirst(), watchdog(restart)), restart, restart))
                .singleElement()
                .satisfies(alert -> assertThat(alert.isFiringAt(restart)).isFalse());
    }

    @Test
    void shouldMissAnewWhatWasHeardInBetween() {
        var said = words(false, List.of(), MISSED);
        var back = MISSED.plusSeconds(60);
        var ended =
                HeartbeatMonitor.words(List.of(deadMan(false)), List.of(said.getFirst(), watchdog(back)), START, back);
        var again = back.plus(AFTER);

        assertThat(words(false, List.of(ended.getFirst(), watchdog(back)), again))
                .singleElement()
                .satisfies(alert -> assertThat(alert.startsAt()).isEqualTo(again));
    }

    @Test
    void shouldLeaveAnAlertOfTheSameNameToItsSender() {
        var foreign = new Alert(
                Map.of("alertname", HeartbeatMonitor.ALERT, "cluster", "elsewhere"),
                START,
                START.plus(Duration.ofDays(1)));

        assertThat(words(true, List.of(foreign), MISSED)).isEmpty();
    }
}
