package io.fleetforge.alert.ingest;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetforge.alert.config.RoutingReader;
import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.ownership.Ownership;
import io.fleetforge.alert.store.AlertStore;
import io.fleetforge.contracts.message.AlertMessage;
import io.fleetforge.runtime.problem.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CapacityLimitTest {

    private static final Instant NOW = Instant.parse("2026-11-27T03:00:00Z");
    private static final int MOST = 10;

    private AlertStore desk;
    private CapacityLimit room;

    @BeforeEach
    void know() throws Exception {
        var routing = RoutingReader.read("""
                route: {receiver: quiet}
                receivers: [{name: quiet}]
                """);
        desk = new AlertStore(routing, new Ownership(1, "me"), Clock.fixed(NOW, ZoneOffset.UTC));
        room = new CapacityLimit(desk, MOST);
        for (var each = 0; each < MOST - 2; each++) {
            var alert = new Alert(Map.of("alertname", "a" + each), NOW, NOW.plusSeconds(300));
            desk.change(all -> all.router().take(alert, NOW));
        }
    }

    private static List<AlertMessage> post(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(each -> new AlertMessage(
                        new TreeMap<>(Map.of("alertname", "a" + each)), new TreeMap<>(), NOW, null, "", NOW))
                .toList();
    }

    @Test
    void shouldTakeWhatFitsAndWhatIsKnown() {
        assertThatCode(() -> room.require(post(0, MOST))).doesNotThrowAnyException();
        assertThatCode(() -> room.require(post(MOST - 2, MOST))).doesNotThrowAnyException();
    }

    @Test
    void shouldTakeNothingOfAPostThatDoesNotFitAndNameTheLimit() {
        assertThatThrownBy(() -> room.require(post(MOST - 4, MOST + 1)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("8 are known and 10 at most")
                .hasMessageContaining("fleetforge.alert.most-alerts");
    }

    @Test
    void shouldHearTheEndOfWhatIsKnownWhenItIsFull() {
        var full = new CapacityLimit(desk, MOST - 2);

        assertThatCode(() -> full.require(post(0, MOST - 2))).doesNotThrowAnyException();
        assertThatThrownBy(() -> full.require(post(0, MOST - 1))).isInstanceOf(ProblemException.class);
    }
}
