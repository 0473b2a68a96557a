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

    private AlertStore desk;

    @BeforeEach
    void open() throws Exception {
        var routing = RoutingReader.read("""
                route: {receiver: quiet}
                receivers: [{name: quiet}]
                """);
        desk = new AlertStore(routing, new Ownership(1, "me"), Clock.systemUTC());
    }

    @Test
    void shouldNotMissNewsThatCameBeforeSomebodyWaitedForIt() throws Exception {
        desk.change(all -> {});

        assertThat(waiter().join(DEADLINE)).as("it waits for nothing").isTrue();
    }

    @Test
    void shouldWaitAgainOnceTheNewsIsHeard() throws Exception {
        desk.change(all -> {});
        waiter().join();
        var waits = waiter();
        while (waits.getState() != Thread.State.TIMED_WAITING) {
            assertThat(waits.isAlive()).isTrue();
            Thread.onSpinWait();
        }

        desk.change(all -> {});

        assertThat(waits.join(DEADLINE)).isTrue();
    }

    /** Else compaction would keep the older one, and an alert that has ended fires again after a restart. */
    @Test
    void shouldHaveTheOwnerWriteAgainWhatAnOlderWordBehindANewerHides() {
        var begun = Instant.parse("2026-11-27T03:00:00Z");
        var fires = word(begun, begun.plusSeconds(300), begun);
        var ends = word(begun, begun.plusSeconds(20), begun.plusSeconds(20));

        assertThat(desk.read(ends)).as("nothing is hidden").isEmpty();
        assertThat(desk.read(fires)).as("it is another's").isEmpty();
        own();

        assertThat(desk.read(fires)).contains(ends);
        assertThat(desk.read(ends))
                .as("what was written again is the last word")
                .isEmpty();
    }

    private static Alert word(Instant from, Instant until, Instant saidAt) {
        return new Alert(LabelSet.of(Map.of("alertname", "A")), new TreeMap<>(), from, until, "", saidAt);
    }

    private void own() {
        desk.change(all -> {
            all.ownership().assigned(0, Instant.now());
            var claim = all.ownership().due(Instant.now()).getFirst();
            all.ownership().read(0, "me", claim.number(), Instant.now());
        });
    }

    private Thread waiter() {
        return Thread.ofVirtual().start(() -> {
            try {
                desk.awaitNews(Instant.now().plusSeconds(3600));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
