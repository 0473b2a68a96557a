package io.fleetforge.alert.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fleetforge.alert.decide.FlushResult;
import io.fleetforge.alert.decide.Suppression;
import io.fleetforge.alert.explain.LoggedDecision.Outcome;
import io.fleetforge.alert.group.Decision;
import io.fleetforge.alert.group.Decision.SkipReason;
import io.fleetforge.alert.group.GroupKey;
import io.fleetforge.alert.group.Notification;
import io.fleetforge.alert.group.Notification.Reason;
import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.model.LabelSet;
import io.fleetforge.alert.model.Matcher;
import io.fleetforge.alert.model.Matchers;
import io.fleetforge.alert.receiver.Integration;
import io.fleetforge.alert.silence.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DecisionExplainerTest {

    private static final Instant NOW = Instant.parse("2026-11-27T03:00:00Z");
    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final Integration PAGERS = new Integration.OnCall("pagers/0", "platform");
    private static final GroupKey GROUP = new GroupKey("{}", LabelSet.of(Map.of()));
    private static final Alert SILENCED = alert("Silenced");
    private static final Alert FIRING = alert("Firing");
    private static final Suppression BY_A_SILENCE = new Suppression.Silenced(
            new Silence("s1", Matchers.of(Matcher.equal("a", "b")), NOW, NOW.plus(INTERVAL), "ann", "known"));

    private static Alert alert(String name) {
        return new Alert(Map.of("alertname", name), NOW, NOW.plus(INTERVAL));
    }

    private static List<LoggedDecision> logged(Decision decision) {
        return DecisionExplainer.of(new FlushResult(
                GROUP,
                "pagers",
                NOW,
                NOW,
                INTERVAL,
                List.of(SILENCED, FIRING),
                Map.of(SILENCED.fingerprint(), BY_A_SILENCE),
                List.of(new FlushResult.IntegrationDecision(PAGERS, decision))));
    }

    @Test
    void shouldLogSuppressionWithItsReason() {
        assertThat(logged(new Decision.Skip(SkipReason.UNCHANGED)))
                .singleElement()
                .satisfies(decision -> {
                    assertThat(decision.fingerprint()).isEqualTo(SILENCED.fingerprint());
                    assertThat(decision.outcome()).isEqualTo(Outcome.SUPPRESSED);
                    assertThat(decision.text()).contains("by ann: known");
                    assertThat(decision.integration()).isEmpty();
                });
    }

    @Test
    void shouldLogMutedRouteForAlertsThatAreNotSuppressed() {
        assertThat(logged(new Decision.Skip(SkipReason.MUTED)))
                .filteredOn(decision -> decision.outcome() == Outcome.MUTED)
                .singleElement()
                .satisfies(decision -> {
                    assertThat(decision.fingerprint()).isEqualTo(FIRING.fingerprint());
                    assertThat(decision.integration()).isEqualTo("pagers/0");
                });
    }

    @Test
    void shouldLogNoNotificationBeforeItsDelivery() {
        var notification =
                new Notification(GROUP, "pagers/0", Reason.FIRST, NOW, Instant.MIN, List.of(FIRING), List.of());

        assertThat(logged(new Decision.Notify(notification)))
                .extracting(LoggedDecision::outcome)
                .containsExactly(Outcome.SUPPRESSED);
    }

    @Test
    void shouldLogTheOutcomeOfANotification() {
        var notification = new Notification(
                GROUP, "pagers/0", Reason.SOME_RESOLVED, NOW, Instant.MIN, List.of(FIRING), List.of(SILENCED));

        assertThat(DecisionExplainer.of(notification, "pagers", Optional.empty(), NOW))
                .extracting(LoggedDecision::outcome, LoggedDecision::text)
                .containsExactly(tuple(Outcome.NOTIFIED, "firing"), tuple(Outcome.NOTIFIED, "resolved"));
        assertThat(DecisionExplainer.of(notification, "pagers", Optional.of("HTTP 500"), NOW))
                .extracting(LoggedDecision::text)
                .containsExactly("firing, not delivered: HTTP 500", "resolved, not delivered: HTTP 500");
    }
}
