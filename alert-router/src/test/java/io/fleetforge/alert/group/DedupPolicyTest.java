package io.fleetforge.alert.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.alert.group.Decision.Quiet;
import io.fleetforge.alert.group.Decision.Settle;
import io.fleetforge.alert.group.Decision.Tell;
import io.fleetforge.alert.group.Decision.Why;
import io.fleetforge.alert.group.DedupPolicy.Looked;
import io.fleetforge.alert.group.DedupPolicy.Wish;
import io.fleetforge.alert.group.Notification.Reason;
import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.model.LabelSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DedupPolicyTest {

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final GroupKey GROUP = new GroupKey("{}", LabelSet.EMPTY);
    private static final Wish WISH = new Wish("team", true, Duration.ofHours(1));

    private final Alert a = firing("a");
    private final Alert b = firing("b");

    @Test
    void shouldTellOfAGroupThatTheReceiverDoesNotKnow() {
        assertThat(tell(decide(null, a, b)).reason()).isEqualTo(Reason.FIRST);
        assertThat(tell(decide(null, a, b)).firing()).containsExactlyInAnyOrder(a, b);
    }

    @Test
    void shouldSayNothingOfWhatFiredAndEndedBeforeItWasTold() {
        assertThat(decide(null, ended(a))).isEqualTo(new Quiet(Why.NEVER_FIRED_LONG_ENOUGH));
        assertThat(decide(told(NOW, Set.of(), a), ended(b))).isEqualTo(new Quiet(Why.NOTHING_NEW));
    }

    @Test
    void shouldTellOfWhatIsNewAndOfWhatEnded() {
        assertThat(tell(decide(told(NOW, Set.of(a)), a, b)).reason()).isEqualTo(Reason.NEW_ALERTS);
        assertThat(tell(decide(told(NOW, Set.of(a, b)), a, ended(b))).reason()).isEqualTo(Reason.SOME_RESOLVED);
        assertThat(tell(decide(told(NOW, Set.of(a)), ended(a))).reason()).isEqualTo(Reason.ALL_RESOLVED);
        assertThat(tell(decide(told(NOW, Set.of(a)), ended(a))).isResolved()).isTrue();
    }

    @Test
    void shouldRepeatOnlyAfterTheInterval() {
        assertThat(decide(told(NOW.minusSeconds(3599), Set.of(a)), a)).isEqualTo(new Quiet(Why.NOTHING_NEW));
        assertThat(tell(decide(told(NOW.minusSeconds(3600), Set.of(a)), a)).reason())
                .isEqualTo(Reason.REPEATED);
    }

    @Test
    void shouldNotTellOfEndsToWhoDoesNotWantThem() {
        var wish = new Wish("team", false, Duration.ofHours(1));

        assertThat(DedupPolicy.decide(GROUP, wish, looked(Set.of(), a, ended(b)), told(NOW, Set.of(a, b))))
                .isEqualTo(new Quiet(Why.NOTHING_NEW));
        assertThat(DedupPolicy.decide(GROUP, wish, looked(Set.of(), ended(a)), told(NOW, Set.of(a))))
                .as("it is told when it fires again")
                .isEqualTo(new Settle(new NotificationLogEntry(NOW, Set.of(), Set.of(a.fingerprint()))));
    }

    @Test
    void shouldLeaveOutWhatIsSuppressedAndSaySo() {
        assertThat(DedupPolicy.decide(GROUP, WISH, looked(Set.of(a.fingerprint()), a), null))
                .isEqualTo(new Quiet(Why.ALL_SUPPRESSED));
        var partly = tell(DedupPolicy.decide(GROUP, WISH, looked(Set.of(a.fingerprint()), a, b), null));
        assertThat(partly.firing()).containsExactly(b);
    }

    @Test
    void shouldCloseWhatItOpenedThoughItIsSilencedByNow() {
        var decision = DedupPolicy.decide(GROUP, WISH, looked(Set.of(a.fingerprint()), ended(a)), told(NOW, Set.of(a)));

        assertThat(tell(decision).resolved()).containsExactly(ended(a));
    }

    private static Decision decide(@org.jspecify.annotations.Nullable NotificationLogEntry told, Alert... alerts) {
        return DedupPolicy.decide(GROUP, WISH, looked(Set.of(), alerts), told);
    }

    private static Looked looked(Set<String> suppressed, Alert... alerts) {
        return new Looked(NOW, List.of(alerts), suppressed);
    }

    private static NotificationLogEntry told(Instant at, Set<Alert> firing, Alert... resolved) {
        return new NotificationLogEntry(
                at,
                firing.stream().map(Alert::fingerprint).collect(java.util.stream.Collectors.toSet()),
                java.util.Arrays.stream(resolved).map(Alert::fingerprint).collect(java.util.stream.Collectors.toSet()));
    }

    private static Notification tell(Decision decision) {
        assertThat(decision).isInstanceOf(Tell.class);
        return ((Tell) decision).notification();
    }

    private static Alert firing(String name) {
        return new Alert(Map.of("alertname", name), NOW.minusSeconds(60), NOW.plusSeconds(300));
    }

    private static Alert ended(Alert alert) {
        return new Alert(alert.labels().values(), alert.startsAt(), NOW.minusSeconds(1));
    }
}
