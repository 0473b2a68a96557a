package io.fleetforge.alert.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.alert.config.BadConfigException;
import io.fleetforge.alert.config.RoutingReader;
import io.fleetforge.alert.decide.Router.Known;
import io.fleetforge.alert.group.Decision.Tell;
import io.fleetforge.alert.group.Notification.Reason;
import io.fleetforge.alert.group.Notification;
import io.fleetforge.alert.group.NotificationLogEntry;
import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.model.Matcher;
import io.fleetforge.alert.silence.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Alerts, silences and what was told, through the whole of what is decided. */
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

    private Router router = router(Known.nothing());
    private final List<Notification> told = new ArrayList<>();

    @Test
    void shouldTellOnceAfterItsWaitAndTheEndAtTheNextLook() {
        router.take(alert("CellDown", T0, hours(1)), T0);

        run(T0.plusSeconds(9));
        assertThat(told).isEmpty();
        run(T0.plusSeconds(10));
        assertThat(told).extracting(Notification::reason).containsExactly(Reason.FIRST);

        router.take(alert("CellDown", T0, T0.plusSeconds(30)), T0.plusSeconds(30));
        run(T0.plusSeconds(70));
        assertThat(told).extracting(Notification::reason).containsExactly(Reason.FIRST, Reason.ALL_RESOLVED);
        run(T0.plusSeconds(600));
        assertThat(told).hasSize(2);
        assertThat(router.groups().size()).isZero();
    }

    @Test
    void shouldTellOnceWhatThreeSendersSay() {
        for (var sender = 0; sender < 3; sender++) {
            router.take(alert("CellDown", T0, hours(1)), T0.plusSeconds(sender));
        }
        run(T0.plusSeconds(300));

        assertThat(told).hasSize(1);
        assertThat(told.getFirst().firing()).hasSize(1);
    }

    @Test
    void shouldBoundWhatAFlappingAlertCauses() {
        for (var second = 0; second < 600; second++) {
            var now = T0.plusSeconds(second);
            var end = second % 2 == 0 ? hours(1) : now;
            router.take(alert("CellDown", now.minusSeconds(second % 2), end), now);
            run(now);
        }

        assertThat(told).hasSizeBetween(1, 11);
        assertThat(router.groups().size()).isEqualTo(1);
    }

    @Test
    void shouldNotTellWhatIsInhibitedOrSilencedAndSayWhy() {
        router.take(alert("HostDown", T0, hours(1)), T0);
        router.take(alert("CellDown", T0, hours(1)), T0);
        router.put(new Silence(
                "s1", List.of(Matcher.equal("alertname", "HostDown")), T0, T0.plusSeconds(60), "ann", "known"));

        var looks = router.look(T0.plusSeconds(10));

        assertThat(looks)
                .singleElement()
                .satisfies(look -> assertThat(look.suppressed().values())
                        .extracting(Suppression::text)
                        .anySatisfy(text -> assertThat(text).contains("silenced", "ann", "s1"))
                        .anySatisfy(text -> assertThat(text).contains("inhibited by HostDown")));
        run(T0.plusSeconds(70));
        assertThat(told)
                .singleElement()
                .satisfies(notification -> assertThat(notification.firing())
                        .extracting(Alert::name)
                        .containsExactly("HostDown"));
    }

    @Test
    void shouldCloseAtTheReceiverWhatWasSilencedAfterwards() {
        router.take(alert("CellDown", T0, hours(1)), T0);
        run(T0.plusSeconds(10));
        router.put(new Silence("s1", List.of(Matcher.equal("alertname", "CellDown")), T0, hours(2), "ann", "known"));
        router.take(alert("CellDown", T0, T0.plusSeconds(30)), T0.plusSeconds(30));

        run(T0.plusSeconds(70));

        assertThat(told.getLast().isResolved()).isTrue();
    }

    @Test
    void shouldTellNothingAgainThatAnotherInstanceHasTold() {
        router.take(alert("CellDown", T0, hours(1)), T0);
        run(T0.plusSeconds(10));
        var successor = router(router.known());

        successor.regroup(T0.plusSeconds(20));
        router = successor;
        run(T0.plusSeconds(200));

        assertThat(told).hasSize(1);
    }

    @Test
    void shouldTellTheEndThatCameWhileNobodyActed() {
        router.take(alert("CellDown", T0, hours(1)), T0);
        run(T0.plusSeconds(10));
        var known = router.known();
        known.alerts().take(alert("CellDown", T0, T0.plusSeconds(30)));
        router = router(known);

        router.regroup(T0.plusSeconds(40));
        run(T0.plusSeconds(60));

        assertThat(told).extracting(Notification::reason).containsExactly(Reason.FIRST, Reason.ALL_RESOLVED);
    }

    @Test
    void shouldTellLaterWhatCouldNotBeToldAlsoWhenItHasEndedByThen() {
        var alert = alert("CellDown", T0, hours(1));
        router.take(alert, T0);
        var first = notifications(router.look(T0.plusSeconds(10))).getFirst();
        router.failed(first, NotificationLogEntry.nothingBut(Set.of(alert.fingerprint())));
        router.take(alert("CellDown", T0, T0.plusSeconds(30)), T0.plusSeconds(30));

        run(T0.plusSeconds(70));

        assertThat(told)
                .singleElement()
                .satisfies(notification -> assertThat(notification.resolved()).hasSize(1));
        run(T0.plusSeconds(300));
        assertThat(told).hasSize(1);
    }

    /** What is owed is the alerts themselves, once, however often it could not be said. */
    @Test
    void shouldTellEverythingOnceAfterAnHourInWhichNoReceiverTookAnything_case40() {
        var worlds = 200;
        for (var world = 0; world < worlds; world++) {
            var word = new Alert(Map.of("alertname", "CellDown", "world", "w" + world), T0, hours(2));
            router.take(word, T0);
        }
        for (var next = router.nextLook(); next.orElseThrow().isBefore(hours(1)); next = router.nextLook()) {
            for (var notification : notifications(router.look(next.get()))) {
                var fingerprint = notification.firing().getFirst().fingerprint();
                router.failed(notification, NotificationLogEntry.nothingBut(Set.of(fingerprint)));
            }
        }
        assertThat(router.groups().size()).isEqualTo(worlds);
        assertThat(router.known().told()).hasSize(worlds);

        run(hours(1).plusSeconds(120));

        assertThat(told).hasSize(worlds);
        assertThat(told.stream().map(Notification::group).distinct()).hasSize(worlds);
    }

    @Test
    void shouldLetGoOfGroupsThatAreNotItsOwnAnyMore() throws BadConfigException {
        var owned = new java.util.concurrent.atomic.AtomicBoolean(true);
        var sleeper = new Router(RoutingReader.read(FILE), group -> owned.get(), Known.nothing());
        sleeper.take(alert("CellDown", T0, hours(1)), T0);

        owned.set(false);

        assertThat(sleeper.look(T0.plusSeconds(3600))).isEmpty();
    }

    @Test
    void shouldTellAnAlertAgainToWhoHearsOfNoEnds() throws BadConfigException {
        router = new Router(
                RoutingReader.read(FILE.replace("/a", "/a\n        send_resolved: false")),
                group -> true,
                Known.nothing());
        router.take(alert("CellDown", T0, hours(1)), T0);
        run(T0.plusSeconds(10));
        router.take(alert("CellDown", T0, T0.plusSeconds(30)), T0.plusSeconds(30));
        run(T0.plusSeconds(200));
        router.take(alert("CellDown", T0.plusSeconds(600), hours(2)), T0.plusSeconds(600));

        run(T0.plusSeconds(700));

        assertThat(told).extracting(Notification::reason).containsExactly(Reason.FIRST, Reason.FIRST);
        assertThat(told.getLast().firing()).hasSize(1);
    }

    @Test
    void shouldLookOnlyAtItsOwnGroups() throws BadConfigException {
        var other = new Router(RoutingReader.read(FILE), group -> false, Known.nothing());

        other.take(alert("CellDown", T0, hours(1)), T0);

        assertThat(other.look(T0.plusSeconds(60))).isEmpty();
        assertThat(other.nextLook()).isEmpty();
    }

    @Test
    void shouldRememberNothingOfGroupsThatAreOver() {
        router.take(alert("CellDown", T0, T0.plusSeconds(30)), T0);
        run(T0.plusSeconds(10));
        assertThat(router.toldOfNothing()).isEmpty();

        run(T0.plusSeconds(70));
        run(T0.plusSeconds(200));

        assertThat(router.toldOfNothing()).hasSize(1);
    }

    private void run(Instant until) {
        for (var next = router.nextLook(); next.isPresent() && !next.get().isAfter(until); next = router.nextLook()) {
            for (var notification : notifications(router.look(next.get()))) {
                told.add(notification);
                router.delivered(notification);
            }
        }
    }

    private static List<Notification> notifications(List<FlushResult> looks) {
        return looks.stream()
                .flatMap(look -> look.verdicts().stream())
                .filter(verdict -> verdict.decision() instanceof Tell)
                .map(verdict -> ((Tell) verdict.decision()).notification())
                .toList();
    }

    private static Router router(Known known) {
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
        var word = new Alert(Map.of("alertname", name, "world", "starter"), from, until);
        return new Alert(
                word.labels(),
                word.annotations(),
                from,
                until,
                "",
                until.isAfter(from.plusSeconds(3000)) ? from : until);
    }
}
