package io.fleetforge.alert.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.alert.config.RoutingReader;
import io.fleetforge.alert.ownership.Ownership;
import io.fleetforge.contracts.message.AlertMessage;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangeFilterTest {

    private static final Instant NOW = Instant.parse("2026-11-27T03:00:00Z");

    private AlertStore store;
    private ChangeFilter changes;

    @BeforeEach
    void fill() throws Exception {
        var routing = RoutingReader.read("""
                route: {receiver: dropped}
                receivers: [{name: dropped}]
                """);
        store = new AlertStore(routing, new Ownership(1, "me"), Clock.fixed(NOW, ZoneOffset.UTC));
        changes = new ChangeFilter(store);
        store.update(all -> all.router().merge(AlertMessages.alert(message("a", "slow", 240, 0)), NOW));
    }

    private static AlertMessage message(String name, String summary, long endsInS, long sentAtS) {
        return new AlertMessage(
                new TreeMap<>(Map.of("alertname", name)),
                new TreeMap<>(Map.of("summary", summary)),
                NOW,
                NOW.plusSeconds(endsInS),
                "",
                NOW.plusSeconds(sentAtS));
    }

    private List<String> names(AlertMessage... messages) {
        return changes.changesIn(List.of(messages)).stream()
                .map(update -> update.alert().name())
                .toList();
    }

    @Test
    void shouldDropRepeatedAlert() {
        assertThat(names(message("a", "slow", 240, 0), message("a", "slow", 260, 20), message("b", "slow", 240, 0)))
                .containsExactly("b");
    }

    @Test
    void shouldKeepRepeatedAlertFromTimeToTimeSoThatItsEndMovesOn() {
        assertThat(names(message("a", "slow", 271, 31))).containsExactly("a");
    }

    @Test
    void shouldKeepEndAndChangedText() {
        assertThat(names(message("a", "slow", 5, 5))).as("its end").containsExactly("a");
        assertThat(names(message("a", "slower", 245, 5))).as("another text").containsExactly("a");
    }

    @Test
    void shouldKeepMuchLaterEnd() {
        assertThat(names(message("a", "slow", 4 * 3600, 10))).containsExactly("a");
    }

    @Test
    void shouldCompareLaterUpdateOfAPostWithEarlierOne() {
        assertThat(names(message("a", "slow", 5, 5), message("a", "slow", 250, 6), message("a", "slow", 250, 6)))
                .as("it ends, and fires again")
                .containsExactly("a", "a");
    }

    @Test
    void shouldReturnTheMergedAlert() {
        var update = changes.changesIn(List.of(message("a", "slow", 5, 5))).getFirst();

        assertThat(update.alert().startsAt()).isEqualTo(NOW);
        assertThat(update.alert().endsAt()).isEqualTo(NOW.plusSeconds(5));
    }
}
