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
    private static final int MAX_ALERTS = 10;

    private AlertStore store;
    private CapacityLimit limit;

    @BeforeEach
    void fill() throws Exception {
        var routing = RoutingReader.read("""
                route: {receiver: dropped}
                receivers: [{name: dropped}]
                """);
        store = new AlertStore(routing, new Ownership(1, "me"), Clock.fixed(NOW, ZoneOffset.UTC));
        limit = new CapacityLimit(store, MAX_ALERTS);
        for (var each = 0; each < MAX_ALERTS - 2; each++) {
            var alert = new Alert(Map.of("alertname", "a" + each), NOW, NOW.plusSeconds(300));
            store.update(all -> all.router().merge(alert, NOW));
        }
    }

    private static List<AlertMessage> post(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(each -> new AlertMessage(
                        new TreeMap<>(Map.of("alertname", "a" + each)), new TreeMap<>(), NOW, null, "", NOW))
                .toList();
    }

    @Test
    void shouldAcceptNewAlertsWithinLimitAndKnownAlerts() {
        assertThatCode(() -> limit.require(post(0, MAX_ALERTS))).doesNotThrowAnyException();
        assertThatCode(() -> limit.require(post(MAX_ALERTS - 2, MAX_ALERTS))).doesNotThrowAnyException();
    }

    @Test
    void shouldRefuseWholePostAndNameTheLimitWhenExceeded() {
        assertThatThrownBy(() -> limit.require(post(MAX_ALERTS - 4, MAX_ALERTS + 1)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("8 are known, at most 10 are allowed")
                .hasMessageContaining("fleetforge.alert.max-alerts");
    }

    @Test
    void shouldAcceptUpdatesOfKnownAlertsWhenFull() {
        var full = new CapacityLimit(store, MAX_ALERTS - 2);

        assertThatCode(() -> full.require(post(0, MAX_ALERTS - 2))).doesNotThrowAnyException();
        assertThatThrownBy(() -> full.require(post(0, MAX_ALERTS - 1))).isInstanceOf(ProblemException.class);
    }
}
