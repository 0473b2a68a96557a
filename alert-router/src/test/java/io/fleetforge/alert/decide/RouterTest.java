package io.fleetforge.alert.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.alert.config.BadConfigException;
import io.fleetforge.alert.config.RoutingReader;
import io.fleetforge.alert.decide.Router.RoutingState;
import io.fleetforge.alert.group.Decision.Notify;
import io.fleetforge.alert.group.Notification;
import io.fleetforge.alert.group.Notification.Reason;
import io.fleetforge.alert.group.NotificationLogEntry;
import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.model.Matcher;
import io.fleetforge.alert.model.Matchers;
import io.fleetforge.alert.silence.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Alerts, silences and the notification log, from update to notification. */
class RouterTest {

    private static final Instant T0 = Instant.parse("2026-01-02T03:04:05Z");
    private static final String FILE = """
            route:
              receiver: ops
              group_by: [world]
              group_wait: 10s
              group_interval: 1m
              repeat_interval: 1h
            receivers:
              - name: ops
                webhook_configs:
                  - url: https://example.org/a
            inhibit_rules:
              - source_matchers: [alertname="HostDown"]
                target_matchers: [alertname="CellDown"]
                equal: [world]
            """;

    private Router router = router(RoutingState.empty());
    private final List<Notification> notifications = new ArrayList<>();

    @Test
    void shouldNotifyOnceAfterGroupWaitAndOfTheEndAtTheNextFlush() {
        router.merge(alert("CellDown", T0, hours(1)), T0);

        run(T0.plusSeconds(9));
        assertThat(notifications).isEmpty();
        run(T0.plusSeconds(10));
        assertThat(notifications).extracting(Notification::reason).containsExactly(Reason.FIRST);

        router.merge(alert("CellDown", T0, T0.plusSeconds(30)), T0.plusSeconds(30));
        run(T0.plusSeconds(70));
        assertThat(notifications).extracting(Notification::reason).containsExactly(Reason.FIRST, Reason.ALL_RESOLVED);
        run(T0.plusSeconds(600));
        assertThat(notifications).hasSize(2);
        assertThat(router.groups().size()).isZero();
    }

    @Test
    void shouldNotifyOnceWhenThreeSendersSendTheSameAlert() {
        for (var sender = 0; sender < 3; sender++) {
            router.merge(alert("CellDown", T0, hours(1)), T0.plusSeconds(sender));
        }
        run(T0.plusSeconds(300));

        assertThat(notifications).hasSize(1);
        assertThat(notifications.getFirst().firing()).hasSize(1);
    }

    @Test
    void shouldBoundNotificationsWhenAlertFlaps() {
        for (var second = 0; second < 600; second++) {
            var now = T0.plusSeconds(second);
            var end = second % 2 == 0 ? hours(1) : now;
            router.merge(alert("CellDown", now.minusSeconds(second % 2), end), now);
            run(now);
        }

        assertThat(notifications).hasSizeBetween(1, 11);
        assertThat(router.groups().size()).isEqualTo(1);
    }

    @Test
    void shouldSuppressInhibitedAndSilencedAlertsWithReason() {
        router.merge(alert("HostDown", T0, hours(1)), T0);
        router.merge(alert("CellDown", T0, hours(1)), T0);
        router.putSilence(new Silence(
                "s1", Matchers.of(Matcher.equal("alertname", "HostDown")), T0, T0.plusSeconds(60), "ann", "known"));

        var results = router.flush(T0.plusSeconds(10));

        assertThat(results)
                .singleElement()
                .satisfies(result -> assertThat(result.suppressed().values())
                        .extracting(Suppression::text)
                        .anySatisfy(text -> assertThat(text).contains("silenced", "ann", "s1"))
                        .anySatisfy(text -> assertThat(text).contains("inhibited by HostDown")));
        run(T0.plusSeconds(70));
        assertThat(notifications)
                .singleElement()
                .satisfies(notification -> assertThat(notification.firing())
                        .extracting(Alert::name)
                        .containsExactly("HostDown"));
    }

    @Test
    void shouldNotifyOfEndWhenAlertIsSilencedAfterwards() {
        router.merge(alert("CellDown", T0, hours(1)), T0);
        run(T0.plusSeconds(10));
        router.putSilence(
                new Silence("s1", Matchers.of(Matcher.equal("alertname", "CellDown")), T0, hours(2), "ann", "known"));
        router.merge(alert("CellDown", T0, T0.plusSeconds(30)), T0.plusSeconds(30));

        run(T0.plusSeconds(70));

        assertThat(notifications.getLast().isResolved()).isTrue();
    }

    @Test
    void shouldNotRepeatNotificationsOfAnotherInstance() {
        router.merge(alert("CellDown", T0, hours(1)), T0);
        run(T0.plusSeconds(10));
        var successor = router(router.known());

        successor.regroup(T0.plusSeconds(20));
        router = successor;
        run(T0.plusSeconds(200));

        assertThat(notifications).hasSize(1);
    }

    @Test
    void shouldNotifyOfEndWhenItArrivedWithoutAnOwner() {
        router.merge(alert("CellDown", T0, hours(1)), T0);
        run(T0.plusSeconds(10));
        var known = router.known();
        known.alerts().merge(alert("CellDown", T0, T0.plusSeconds(30)));
        router = router(known);

        router.regroup(T0.plusSeconds(40));
        run(T0.plusSeconds(60));

        assertThat(notifications).extracting(Notification::reason).containsExactly(Reason.FIRST, Reason.ALL_RESOLVED);
    }

    @Test
    void shouldNotifyLaterWhenDeliveryFailedAndAlertHasEnded() {
        var alert = alert("CellDown", T0, hours(1));
        router.merge(alert, T0);
        var first = notificationsOf(router.flush(T0.plusSeconds(10))).getFirst();
        router.failed(first, NotificationLogEntry.onlyUndelivered(Set.of(alert.fingerprint())));
        router.merge(alert("CellDown", T0, T0.plusSeconds(30)), T0.plusSeconds(30));

        run(T0.plusSeconds(70));

        assertThat(notifications)
                .singleElement()
                .satisfies(notification -> assertThat(notification.resolved()).hasSize(1));
        run(T0.plusSeconds(300));
        assertThat(notifications).hasSize(1);
    }

    @Test
    void shouldNotifyOnceOfEachGroupWhenReceiverWasDownForAnHour() {
        var worlds = 200;
        for (var world = 0; world < worlds; world++) {
            var alert = new Alert(Map.of("alertname", "CellDown", "world", "w" + world), T0, hours(2));
            router.merge(alert, T0);
        }
        for (var next = router.nextFlush(); next.orElseThrow().isBefore(hours(1)); next = router.nextFlush()) {
            for (var notification : notificationsOf(router.flush(next.get()))) {
                var fingerprint = notification.firing().getFirst().fingerprint();
                router.failed(notification, NotificationLogEntry.onlyUndelivered(Set.of(fingerprint)));
            }
        }
        assertThat(router.groups().size()).isEqualTo(worlds);
        assertThat(router.known().notificationLog().groups()).hasSize(worlds);

        run(hours(1).plusSeconds(120));

        assertThat(notifications).hasSize(worlds);
        assertThat(notifications.stream().map(Notification::group).distinct()).hasSize(worlds);
    }

    @Test
    void shouldFlushNothingWhenOwnershipIsLost() throws BadConfigException {
        var owned = new java.util.concurrent.atomic.AtomicBoolean(true);
        var former = new Router(RoutingReader.read(FILE), group -> owned.get(), RoutingState.empty());
        former.merge(alert("CellDown", T0, hours(1)), T0);

        owned.set(false);

        assertThat(former.flush(T0.plusSeconds(3600))).isEmpty();
    }

    @Test
    void shouldNotifyAgainWhenIntegrationReceivesNoResolvedAlerts() throws BadConfigException {
        router = new Router(
                RoutingReader.read(FILE.replace("/a", "/a\n        send_resolved: false")),
                group -> true,
                RoutingState.empty());
        router.merge(alert("CellDown", T0, hours(1)), T0);
        run(T0.plusSeconds(10));
        router.merge(alert("CellDown", T0, T0.plusSeconds(30)), T0.plusSeconds(30));
        run(T0.plusSeconds(200));
        router.merge(alert("CellDown", T0.plusSeconds(600), hours(2)), T0.plusSeconds(600));

        run(T0.plusSeconds(700));

        assertThat(notifications).extracting(Notification::reason).containsExactly(Reason.FIRST, Reason.FIRST);
        assertThat(notifications.getLast().firing()).hasSize(1);
    }

    @Test
    void shouldFlushOwnedGroupsOnly() throws BadConfigException {
        var other = new Router(RoutingReader.read(FILE), group -> false, RoutingState.empty());

        other.merge(alert("CellDown", T0, hours(1)), T0);

        assertThat(other.flush(T0.plusSeconds(60))).isEmpty();
        assertThat(other.nextFlush()).isEmpty();
    }

    @Test
    void shouldFinishGroupWhenItsEndWasNotified() {
        router.merge(alert("CellDown", T0, T0.plusSeconds(30)), T0);
        run(T0.plusSeconds(10));
        assertThat(router.finishedGroups()).isEmpty();

        run(T0.plusSeconds(70));
        run(T0.plusSeconds(200));

        assertThat(router.finishedGroups()).hasSize(1);
    }

    private void run(Instant until) {
        for (var next = router.nextFlush(); next.isPresent() && !next.get().isAfter(until); next = router.nextFlush()) {
            for (var notification : notificationsOf(router.flush(next.get()))) {
                notifications.add(notification);
                router.delivered(notification);
            }
        }
    }

    private static List<Notification> notificationsOf(List<FlushResult> results) {
        return results.stream()
                .flatMap(result -> result.decisions().stream())
                .filter(each -> each.decision() instanceof Notify)
                .map(each -> ((Notify) each.decision()).notification())
                .toList();
    }

    private static Router router(RoutingState known) {
        try {
            return new Router(RoutingReader.read(FILE), group -> true, known);
        } catch (BadConfigException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Instant hours(int hours) {
        return T0.plus(Duration.ofHours(hours));
    }

    private static Alert alert(String name, Instant from, Instant until) {
        var alert = new Alert(Map.of("alertname", name, "world", "starter"), from, until);
        return new Alert(
                alert.labels(),
                alert.annotations(),
                from,
                until,
                "",
                until.isAfter(from.plusSeconds(3000)) ? from : until);
    }
}
