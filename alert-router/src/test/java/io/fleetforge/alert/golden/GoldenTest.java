package io.fleetforge.alert.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fleetforge.cluster.Progress;
import io.fleetforge.local.observability.StandaloneAlertmanager;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plays the same timelines with the same routing file: the router and a real Alertmanager send the same notifications to each
 * receiver in the same order, within a second of each other, or as much more as the machine was late. The intended differences
 * are listed in ADR 11 and not part of the timelines.
 */
class GoldenTest {

    private static final Duration UNTIL = Duration.ofMillis(12_500);
    private static final Duration NEAR = Duration.ofMillis(1000);
    private static final String ROUTING = """
            route:
              receiver: main
              group_by: [scenario]
              group_wait: 1s
              group_interval: 2s
              repeat_interval: 5s
              routes:
                - matchers: [scenario="both"]
                  receiver: first
                  continue: true
                - matchers: [scenario=~"bo.*"]
                  receiver: second
                - matchers: [scenario="each"]
                  receiver: main
                  group_by: ['...']
                - matchers: [scenario="deep", team="a"]
                  receiver: first
                  routes:
                    - matchers: [level!="low"]
                      receiver: second
                - matchers: [scenario="muted"]
                  receiver: main
                  mute_time_intervals: [always]
            receivers:
              - name: main
                webhook_configs: [{url: "http://HERE/main"}]
              - name: first
                webhook_configs: [{url: "http://HERE/first"}]
              - name: second
                webhook_configs: [{url: "http://HERE/second", send_resolved: false}]
            inhibit_rules:
              - source_matchers: [alertname="Source"]
                target_matchers: [alertname=~"Target|Source"]
                equal: [scenario]
            time_intervals:
              - name: always
                time_intervals: [{}]
            """;

    private static final List<Timeline> TIMELINES = List.of(
            new Timeline("once").fires(0, "A").ends(4.3, "A"),
            new Timeline("short").fires(0, "A").ends(0.4, "A"),
            new Timeline("joins").fires(0, "A").fires(2.2, "B").ends(4.5, "A"),
            new Timeline("again").fires(0, "A").ends(2.2, "A").fires(3.6, "A"),
            new Timeline("flaps").fires(0, "A").ends(1.4, "A").fires(2.2, "A").ends(6.3, "A"),
            new Timeline("swaps").fires(0, "A").ends(1.6, "A").fires(2.1, "B"),
            new Timeline("repeats").fires(0, "A"),
            new Timeline("both").fires(0, "A").ends(4.3, "A"),
            new Timeline("both-again").fires(0, "A").ends(1.4, "A").fires(3.6, "A"),
            new Timeline("each").fires(0, "A").fires(0.7, "B").ends(4.3, "A"),
            new Timeline("deep")
                    .fires(0, "A", "team", "a", "level", "low")
                    .fires(0, "B", "team", "a", "level", "high")
                    .fires(0, "C", "team", "b"),
            new Timeline("inhibits").fires(0, "Source").fires(0.3, "Target").ends(4.4, "Source"),
            new Timeline("silences").fires(0, "A").fires(0.1, "B").silenced(0.2, "A", 5),
            new Timeline("muted").fires(0, "A"));

    @TempDir
    Path folder;

    @Test
    void shouldSendTheNotificationsOfARealAlertmanager() throws Exception {
        var program = StandaloneAlertmanager.program(
                Path.of(System.getProperty("fleetforge.root")), Progress.lines(System.err::println));
        if (program.isEmpty()) {
            System.err.println("SKIPPED GoldenTest: neither Go nor an installed Alertmanager was found");
        }
        assumeTrue(program.isPresent(), "SKIPPED: neither Go nor an installed Alertmanager was found");
        var steps = TIMELINES.stream().flatMap(each -> each.steps().stream()).toList();

        RealAlertmanager.Run theirs;
        try (var real = new RealAlertmanager(program.get(), folder, ROUTING)) {
            theirs = real.play(steps, UNTIL);
        }
        var near = NEAR.plus(theirs.lateness(steps).multipliedBy(2)); // its timers are as late as the machine is
        var ours = new OurRouter(ROUTING).play(theirs.steps(), UNTIL.plus(near));

        for (var timeline : TIMELINES) {
            for (var receiver : List.of("main", "first", "second")) {
                compare(
                        timeline.scenario() + " to " + receiver,
                        of(timeline, receiver, ours),
                        of(timeline, receiver, theirs.received()),
                        near);
            }
        }
    }

    private static List<ReceivedNotification> of(Timeline timeline, String receiver, List<ReceivedNotification> all) {
        return all.stream()
                .filter(received -> received.scenario().equals(timeline.scenario())
                        && received.receiver().equals(receiver))
                .sorted(Comparator.comparing(ReceivedNotification::at))
                .toList();
    }

    /** What one of both sent well before the end, both must have sent; what comes later, the other may have had no time for. */
    private static void compare(
            String name, List<ReceivedNotification> ours, List<ReceivedNotification> theirs, Duration near) {
        var count = Math.max(
                before(UNTIL.minus(NEAR), theirs), before(UNTIL.minus(NEAR).minus(near), ours));
        assertThat(contents(ours, count)).as(name).isEqualTo(contents(theirs, count));
        for (var index = 0; index < count; index++) {
            assertThat(ours.get(index).at())
                    .as("%s: %s", name, ours.get(index).content())
                    .isCloseTo(theirs.get(index).at(), near);
        }
    }

    private static int before(Duration end, List<ReceivedNotification> all) {
        return (int) all.stream()
                .filter(received -> received.at().compareTo(end) < 0)
                .count();
    }

    private static List<String> contents(List<ReceivedNotification> all, int count) {
        return all.stream().limit(count).map(ReceivedNotification::content).toList();
    }
}
