package io.fleetforge.alert.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.alert.group.Decision.ClearLog;
import io.fleetforge.alert.group.Decision.Notify;
import io.fleetforge.alert.group.Decision.Skip;
import io.fleetforge.alert.group.Decision.SkipReason;
import io.fleetforge.alert.group.DedupPolicy.IntegrationSettings;
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
    private static final IntegrationSettings SETTINGS = new IntegrationSettings("team", true, Duration.ofHours(1));

    private final Alert a = firing("a");
    private final Alert b = firing("b");

    @Test
    void shouldNotifyWhenGroupIsNew() {
        assertThat(notification(decide(null, a, b)).reason()).isEqualTo(Reason.FIRST);
        assertThat(notification(decide(null, a, b)).firing()).containsExactlyInAnyOrder(a, b);
    }

    @Test
    void shouldSkipWhenAlertEndedBeforeFlush() {
        assertThat(decide(null, ended(a))).isEqualTo(new Skip(SkipReason.ENDED_BEFORE_FLUSH));
        assertThat(decide(entry(NOW, Set.of(), a), ended(b))).isEqualTo(new Skip(SkipReason.UNCHANGED));
    }

    @Test
    void shouldNotifyOfNewAndResolvedAlerts() {
        assertThat(notification(decide(entry(NOW, Set.of(a)), a, b)).reason()).isEqualTo(Reason.NEW_ALERTS);
        assertThat(notification(decide(entry(NOW, Set.of(a, b)), a, ended(b))).reason())
                .isEqualTo(Reason.SOME_RESOLVED);
        assertThat(notification(decide(entry(NOW, Set.of(a)), ended(a))).reason())
                .isEqualTo(Reason.ALL_RESOLVED);
        assertThat(notification(decide(entry(NOW, Set.of(a)), ended(a))).isResolved())
                .isTrue();
    }

    @Test
    void shouldRepeatOnlyAfterTheRepeatInterval() {
        assertThat(decide(entry(NOW.minusSeconds(3599), Set.of(a)), a)).isEqualTo(new Skip(SkipReason.UNCHANGED));
        assertThat(notification(decide(entry(NOW.minusSeconds(3600), Set.of(a)), a))
                        .reason())
                .isEqualTo(Reason.REPEATED);
    }

    @Test
    void shouldClearLogWhenIntegrationReceivesNoResolvedAlerts() {
        var settings = new IntegrationSettings("team", false, Duration.ofHours(1));

        assertThat(DedupPolicy.decide(GROUP, settings, snapshot(Set.of(), a, ended(b)), entry(NOW, Set.of(a, b))))
                .isEqualTo(new Skip(SkipReason.UNCHANGED));
        assertThat(DedupPolicy.decide(GROUP, settings, snapshot(Set.of(), ended(a)), entry(NOW, Set.of(a))))
                .as("so that it is notified when the alert fires again")
                .isEqualTo(new ClearLog(new NotificationLogEntry(NOW, Set.of(), Set.of(a.fingerprint()))));
    }

    @Test
    void shouldLeaveOutSuppressedAlerts() {
        assertThat(DedupPolicy.decide(GROUP, SETTINGS, snapshot(Set.of(a.fingerprint()), a), null))
                .isEqualTo(new Skip(SkipReason.ALL_SUPPRESSED));
        var partly = notification(DedupPolicy.decide(GROUP, SETTINGS, snapshot(Set.of(a.fingerprint()), a, b), null));
        assertThat(partly.firing()).containsExactly(b);
    }

    @Test
    void shouldNotifyOfEndWhenAlertIsSilencedMeanwhile() {
        var decision =
                DedupPolicy.decide(GROUP, SETTINGS, snapshot(Set.of(a.fingerprint()), ended(a)), entry(NOW, Set.of(a)));

        assertThat(notification(decision).resolved()).containsExactly(ended(a));
    }

    private static Decision decide(@org.jspecify.annotations.Nullable NotificationLogEntry entry, Alert... alerts) {
        return DedupPolicy.decide(GROUP, SETTINGS, snapshot(Set.of(), alerts), entry);
    }

    private static GroupSnapshot snapshot(Set<String> suppressed, Alert... alerts) {
        return new GroupSnapshot(NOW, List.of(alerts), suppressed);
    }

    private static NotificationLogEntry entry(Instant at, Set<Alert> firing, Alert... resolved) {
        return new NotificationLogEntry(
                at,
                firing.stream().map(Alert::fingerprint).collect(java.util.stream.Collectors.toSet()),
                java.util.Arrays.stream(resolved).map(Alert::fingerprint).collect(java.util.stream.Collectors.toSet()));
    }

    private static Notification notification(Decision decision) {
        assertThat(decision).isInstanceOf(Notify.class);
        return ((Notify) decision).notification();
    }

    private static Alert firing(String name) {
        return new Alert(Map.of("alertname", name), NOW.minusSeconds(60), NOW.plusSeconds(300));
    }

    private static Alert ended(Alert alert) {
        return new Alert(alert.labels().values(), alert.startsAt(), NOW.minusSeconds(1));
    }
}
