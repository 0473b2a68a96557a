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

    private AlertStore desk;
    private ChangeFilter news;

    @BeforeEach
    void know() throws Exception {
        var routing = RoutingReader.read("""
                route: {receiver: quiet}
                receivers: [{name: quiet}]
                """);
        desk = new AlertStore(routing, new Ownership(1, "me"), Clock.fixed(NOW, ZoneOffset.UTC));
        news = new ChangeFilter(desk);
        desk.change(all -> all.router().take(AlertMessages.alert(said("a", "slow", 240, 0)), NOW));
    }

    private static AlertMessage said(String name, String summary, long endsInS, long saidAtS) {
        return new AlertMessage(
                new TreeMap<>(Map.of("alertname", name)),
                new TreeMap<>(Map.of("summary", summary)),
                NOW,
                NOW.plusSeconds(endsInS),
                "",
                NOW.plusSeconds(saidAtS));
    }

    private List<String> names(AlertMessage... messages) {
        return news.of(List.of(messages)).stream()
                .map(word -> word.alert().name())
                .toList();
    }

    @Test
    void shouldTakeTheSameAgainForNothingNew() {
        assertThat(names(said("a", "slow", 240, 0), said("a", "slow", 260, 20), said("b", "slow", 240, 0)))
                .containsExactly("b");
    }

    @Test
    void shouldTakeItForNewNowAndThenSoThatItsEndMovesOn() {
        assertThat(names(said("a", "slow", 271, 31))).containsExactly("a");
    }

    @Test
    void shouldTakeAnEndAndAnotherTextForNew() {
        assertThat(names(said("a", "slow", 5, 5))).as("its end").containsExactly("a");
        assertThat(names(said("a", "slower", 245, 5))).as("another text").containsExactly("a");
    }

    @Test
    void shouldTakeALongerEndForNew() {
        assertThat(names(said("a", "slow", 4 * 3600, 10))).containsExactly("a");
    }

    @Test
    void shouldHoldALaterWordOfAPostAgainstAnEarlier() {
        assertThat(names(said("a", "slow", 5, 5), said("a", "slow", 250, 6), said("a", "slow", 250, 6)))
                .as("it ends, and fires again")
                .containsExactly("a", "a");
    }

    @Test
    void shouldSayWhatAWordAndTheKnownComeTo() {
        var word = news.of(List.of(said("a", "slow", 5, 5))).getFirst();

        assertThat(word.alert().startsAt()).isEqualTo(NOW);
        assertThat(word.alert().endsAt()).isEqualTo(NOW.plusSeconds(5));
    }
}
