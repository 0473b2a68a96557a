package io.fleetforge.alert.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.model.Matcher;
import io.fleetforge.alert.model.Matchers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeartbeatMonitorTest {

    private static final Instant START = Instant.parse("2026-11-26T12:00:00Z");
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final Instant MISSED = START.plus(TIMEOUT);

    private static Heartbeat heartbeat(boolean armedAfterFirst) {
        return new Heartbeat(
                "prometheus", Matchers.of(Matcher.equal("alertname", "Watchdog")), TIMEOUT, "P1", armedAfterFirst);
    }

    private static List<Alert> updates(boolean armedAfterFirst, List<Alert> known, Instant now) {
        return HeartbeatMonitor.updates(List.of(heartbeat(armedAfterFirst)), known, START, now);
    }

    private static Alert watchdog(Instant at) {
        return new Alert(Map.of("alertname", "Watchdog"), at, at.plus(TIMEOUT));
    }

    @Test
    void shouldRaiseAlertWhenHeartbeatWasNeverReceivedWithinTimeout() {
        assertThat(updates(false, List.of(), MISSED.minusMillis(1))).isEmpty();

        assertThat(updates(false, List.of(), MISSED)).singleElement().satisfies(alert -> {
            assertThat(alert.labels().values()).containsEntry("heartbeat", "prometheus");
            assertThat(alert.startsAt()).isEqualTo(MISSED);
        });
    }

    @Test
    void shouldRaiseNothingBeforeTheFirstHeartbeatWhenArmedAfterFirst() {
        assertThat(updates(true, List.of(), MISSED.plus(TIMEOUT))).isEmpty();
        assertThat(updates(true, List.of(watchdog(START)), MISSED)).hasSize(1);
    }

    @Test
    void shouldKeepAlertWhenTheLastHeartbeatWasRemoved() {
        var raised = updates(false, List.of(), MISSED);

        assertThat(updates(true, raised, MISSED.plusSeconds(30)))
                .as("nothing new")
                .isEmpty();
        assertThat(raised.getFirst().isFiringAt(MISSED.plus(Duration.ofDays(30))))
                .isTrue();
    }

    @Test
    void shouldEndAlertWhenHeartbeatIsBack() {
        var raised = updates(false, List.of(), MISSED).getFirst();
        var back = MISSED.plusSeconds(60);

        assertThat(updates(false, List.of(raised, watchdog(back)), back))
                .singleElement()
                .satisfies(alert -> assertThat(alert.isFiringAt(back)).isFalse());
    }

    @Test
    void shouldEndAlertWhenHeartbeatIsNotConfiguredAnyMore() {
        var raised = updates(false, List.of(), MISSED);
        var later = MISSED.plusSeconds(30);

        assertThat(HeartbeatMonitor.updates(List.of(), raised, START, later))
                .singleElement()
                .satisfies(alert -> assertThat(alert.isFiringAt(later)).isFalse());
    }

    /** A restarted process has received no heartbeat yet, which is no reason to end the alert. */
    @Test
    void shouldKeepAlertAfterRestart() {
        var raised = updates(true, List.of(watchdog(START)), MISSED);
        var restart = MISSED.plusSeconds(30);

        assertThat(HeartbeatMonitor.updates(List.of(heartbeat(true)), raised, restart, restart))
                .isEmpty();
    }

    /** The first flush after a restart precedes any update. */
    @Test
    void shouldKeepAlertFiringAfterLongDowntime() {
        var raised = updates(true, List.of(watchdog(START)), MISSED);
        var restart = MISSED.plus(Duration.ofHours(1));

        assertThat(raised.getFirst().isFiringAt(restart)).isTrue();
        assertThat(HeartbeatMonitor.updates(List.of(heartbeat(true)), raised, restart, restart))
                .isEmpty();
        assertThat(HeartbeatMonitor.updates(
                        List.of(heartbeat(true)), List.of(raised.getFirst(), watchdog(restart)), restart, restart))
                .singleElement()
                .satisfies(alert -> assertThat(alert.isFiringAt(restart)).isFalse());
    }

    @Test
    void shouldRaiseNewAlertWhenHeartbeatWasBackInBetween() {
        var raised = updates(false, List.of(), MISSED);
        var back = MISSED.plusSeconds(60);
        var ended = HeartbeatMonitor.updates(
                List.of(heartbeat(false)), List.of(raised.getFirst(), watchdog(back)), START, back);
        var again = back.plus(TIMEOUT);

        assertThat(updates(false, List.of(ended.getFirst(), watchdog(back)), again))
                .singleElement()
                .satisfies(alert -> assertThat(alert.startsAt()).isEqualTo(again));
    }

    @Test
    void shouldIgnoreReceivedAlertOfTheSameName() {
        var foreign = new Alert(
                Map.of("alertname", HeartbeatMonitor.ALERT, "cluster", "elsewhere"),
                START,
                START.plus(Duration.ofDays(1)));

        assertThat(updates(true, List.of(foreign), MISSED)).isEmpty();
    }
}
