package io.fleetforge.alert.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.model.Matchers;
import io.fleetforge.alert.route.Grouping;
import io.fleetforge.alert.route.Route;
import io.fleetforge.alert.route.Settings;
import io.fleetforge.alert.route.Settings.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GroupsTest {

    private static final Instant START = Instant.parse("2026-11-26T12:00:00Z");
    private static final Route TREE = new Route(
            "{}",
            Matchers.NONE,
            false,
            new Settings(
                    "team",
                    new Grouping.By(Set.of("world")),
                    new Timing(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofHours(4)),
                    List.of(),
                    List.of()),
            List.of());

    private final Groups groups = new Groups(group -> true);

    @Test
    void shouldFlushGroupAfterGroupWaitAndThenEachInterval() {
        groups.insert(firing("a", "w1", START), TREE, START);
        groups.insert(firing("b", "w1", START), TREE, START.plusSeconds(20));

        assertThat(groups.nextFlush()).contains(START.plusSeconds(30));
        assertThat(groups.due(START.plusSeconds(29))).isEmpty();
        assertThat(groups.due(START.plusSeconds(30)))
                .singleElement()
                .satisfies(group -> assertThat(group.alerts()).hasSize(2));
        assertThat(groups.nextFlush()).contains(START.plusSeconds(330));
    }

    @Test
    void shouldWaitFromTheTimeTheAlertWasSent() {
        groups.insert(firing("a", "w1", START), TREE, START.plusSeconds(2));
        groups.insert(firing("b", "ahead", START.plusSeconds(60)), TREE, START.plusSeconds(2));

        assertThat(groups.due(START.plusSeconds(30)))
                .as("a sender's clock that is ahead delays nothing")
                .extracting(group -> group.key().labels().get("world"))
                .containsExactly("w1");
        assertThat(groups.due(START.plusSeconds(32)))
                .extracting(group -> group.key().labels().get("world"))
                .containsExactly("ahead");
    }

    @Test
    void shouldFlushAtOnceWhenAlertHasFiredForLongerThanGroupWait() {
        groups.insert(firing("a", "w1", START.minusSeconds(31)), TREE, START);

        assertThat(groups.due(START)).hasSize(1);
    }

    @Test
    void shouldKeepTheIntervalWhenAnOldAlertJoinsAFlushedGroup() {
        groups.insert(firing("a", "w1", START), TREE, START);
        groups.due(START.plusSeconds(30));

        groups.insert(firing("b", "w1", START.minusSeconds(600)), TREE, START.plusSeconds(40));

        assertThat(groups.due(START.plusSeconds(41))).isEmpty();
        assertThat(groups.nextFlush()).contains(START.plusSeconds(330));
    }

    @Test
    void shouldDropGroupWhenAllEndsWereNotified() {
        groups.insert(firing("a", "w1", START), TREE, START);
        var group = groups.due(START.plusSeconds(30)).getFirst();
        var ended = new Alert(Map.of("alertname", "a", "world", "w1"), START, START.plusSeconds(100));
        groups.insert(ended, TREE, START.plusSeconds(100));

        groups.due(START.plusSeconds(330));
        group.remove(List.of(ended));
        groups.due(START.plusSeconds(630));

        assertThat(groups.size()).isZero();
        assertThat(groups.nextFlush()).isEmpty();
    }

    @Test
    void shouldKeepAlertWhenItFiresAgainDuringNotificationOfItsEnd() {
        groups.insert(firing("a", "w1", START), TREE, START);
        var group = groups.due(START.plusSeconds(30)).getFirst();
        var ended = new Alert(Map.of("alertname", "a", "world", "w1"), START, START.plusSeconds(100));
        groups.insert(ended, TREE, START.plusSeconds(100));
        groups.insert(firing("a", "w1", START.plusSeconds(200)), TREE, START.plusSeconds(200));

        group.remove(List.of(ended));

        assertThat(group.alerts()).hasSize(1);
    }

    @Test
    void shouldCreateNoGroupForEndedAlertOrForeignGroup() {
        groups.insert(new Alert(Map.of("alertname", "a"), START.minusSeconds(60), START.minusSeconds(1)), TREE, START);
        assertThat(groups.size()).isZero();

        var others = new Groups(group -> false);
        others.insert(firing("a", "w1", START), TREE, START);
        assertThat(others.size()).isZero();
    }

    @Test
    void shouldFlushFlappingAlertOncePerInterval() {
        var flushes = 0;
        for (var second = 0; second < 600; second++) {
            var now = START.plusSeconds(second);
            var alert = second % 2 == 0
                    ? firing("flaps", "w1", now)
                    : new Alert(Map.of("alertname", "flaps", "world", "w1"), now.minusSeconds(1), now);
            groups.insert(alert, TREE, now);
            flushes += groups.due(now).size();
        }

        assertThat(flushes).isEqualTo(2); // at 30 s and at 330 s
        assertThat(groups.size()).isEqualTo(1);
    }

    private static Alert firing(String name, String world, Instant startsAt) {
        return new Alert(Map.of("alertname", name, "world", world), startsAt, startsAt.plusSeconds(100_000));
    }
}
