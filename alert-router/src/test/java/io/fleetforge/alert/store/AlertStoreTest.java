package io.fleetforge.alert.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.alert.config.RoutingReader;
import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.model.LabelSet;
import io.fleetforge.alert.ownership.Ownership;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlertStoreTest {

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private AlertStore store;

    @BeforeEach
    void open() throws Exception {
        var routing = RoutingReader.read("""
                route: {receiver: dropped}
                receivers: [{name: dropped}]
                """);
        store = new AlertStore(routing, new Ownership(1, "me"), Clock.systemUTC());
    }

    @Test
    void shouldReturnAtOnceWhenChangedBeforeWaiting() throws Exception {
        store.update(all -> {});

        assertThat(waiter().join(DEADLINE)).as("returns at once").isTrue();
    }

    @Test
    void shouldWaitAgainAfterAChangeWasReturned() throws Exception {
        store.update(all -> {});
        waiter().join();
        var second = waiter();
        while (second.getState() != Thread.State.TIMED_WAITING) {
            assertThat(second.isAlive()).isTrue();
            Thread.onSpinWait();
        }

        store.update(all -> {});

        assertThat(second.join(DEADLINE)).isTrue();
    }

    /** Otherwise compaction keeps the older update, and an ended alert fires again after a restart. */
    @Test
    void shouldReturnMergedAlertToItsOwnerWhenOlderUpdateFollowsNewer() {
        var start = Instant.parse("2026-11-27T03:00:00Z");
        var fires = update(start, start.plusSeconds(300), start);
        var ends = update(start, start.plusSeconds(20), start.plusSeconds(20));

        assertThat(store.merge(ends)).as("the update is the newest").isEmpty();
        assertThat(store.merge(fires)).as("not owned").isEmpty();
        own();

        assertThat(store.merge(fires)).contains(ends);
        assertThat(store.merge(ends)).as("the merged alert is the newest").isEmpty();
    }

    private static Alert update(Instant from, Instant until, Instant sentAt) {
        return new Alert(LabelSet.of(Map.of("alertname", "A")), new TreeMap<>(), from, until, "", sentAt);
    }

    private void own() {
        store.update(all -> {
            all.ownership().assigned(0, Instant.now());
            var claim = all.ownership().due(Instant.now()).getFirst();
            all.ownership().read(0, "me", claim.number(), Instant.now());
        });
    }

    private Thread waiter() {
        return Thread.ofVirtual().start(() -> {
            try {
                store.awaitChange(Instant.now().plusSeconds(3600));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
