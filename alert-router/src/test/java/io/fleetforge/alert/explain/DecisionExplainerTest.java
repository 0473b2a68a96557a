package io.fleetforge.alert.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fleetforge.alert.decide.FlushResult;
import io.fleetforge.alert.decide.Suppression;
import io.fleetforge.alert.explain.DecisionLine.Verdict;
import io.fleetforge.alert.group.Decision.Why;
import io.fleetforge.alert.group.Decision;
import io.fleetforge.alert.group.GroupKey;
import io.fleetforge.alert.group.Notification.Reason;
import io.fleetforge.alert.group.Notification;
import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.model.LabelSet;
import io.fleetforge.alert.model.Matcher;
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
    private static final Alert HUSHED = alert("Hushed");
    private static final Alert LOUD = alert("Loud");
    private static final Suppression BY_A_SILENCE = new Suppression.Silenced(
            new Silence("s1", List.of(Matcher.equal("a", "b")), NOW, NOW.plus(INTERVAL), "ann", "known"));

    private static Alert alert(String name) {
        return new Alert(Map.of("alertname", name), NOW, NOW.plus(INTERVAL));
    }

    private static List<DecisionLine> lines(Decision decision) {
        return DecisionExplainer.of(new FlushResult(
                GROUP,
                "pagers",
                NOW,
                NOW,
                INTERVAL,
                List.of(HUSHED, LOUD),
                Map.of(HUSHED.fingerprint(), BY_A_SILENCE),
                List.of(new FlushResult.Verdict(PAGERS, decision))));
    }

    @Test
    void shouldSayWhatKeepsAnAlertQuiet() {
        assertThat(lines(new Decision.Quiet(Why.NOTHING_NEW))).singleElement().satisfies(line -> {
            assertThat(line.fingerprint()).isEqualTo(HUSHED.fingerprint());
            assertThat(line.verdict()).isEqualTo(Verdict.SUPPRESSED);
            assertThat(line.text()).contains("by ann: known");
            assertThat(line.channel()).isEmpty();
        });
    }

    @Test
    void shouldSayThatItIsNoTimeOfItsRouteOfThoseThatAreNotSuppressed() {
        assertThat(lines(new Decision.Quiet(Why.OUTSIDE_ITS_TIMES)))
                .filteredOn(line -> line.verdict() == Verdict.OUTSIDE_ITS_TIMES)
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.fingerprint()).isEqualTo(LOUD.fingerprint());
                    assertThat(line.channel()).isEqualTo("pagers/0");
                });
    }

    @Test
    void shouldSayNothingOfWhatIsToldBeforeTheChannelHasIt() {
        var notification =
                new Notification(GROUP, "pagers/0", Reason.FIRST, NOW, Instant.MIN, List.of(LOUD), List.of());

        assertThat(lines(new Decision.Tell(notification)))
                .extracting(DecisionLine::verdict)
                .containsExactly(Verdict.SUPPRESSED);
    }

    @Test
    void shouldSayWhatBecameOfANotification() {
        var notification = new Notification(
                GROUP, "pagers/0", Reason.SOME_RESOLVED, NOW, Instant.MIN, List.of(LOUD), List.of(HUSHED));

        assertThat(DecisionExplainer.of(notification, "pagers", Optional.empty(), NOW))
                .extracting(DecisionLine::verdict, DecisionLine::text)
                .containsExactly(tuple(Verdict.TOLD, "that it fires"), tuple(Verdict.TOLD, "that it has ended"));
        assertThat(DecisionExplainer.of(notification, "pagers", Optional.of("HTTP 500"), NOW))
                .extracting(DecisionLine::text)
                .containsExactly("not told that it fires: HTTP 500", "not told that it has ended: HTTP 500");
    }
}
