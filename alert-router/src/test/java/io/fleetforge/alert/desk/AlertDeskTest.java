package io.fleetforge.alert.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.alert.config.RoutingReader;
import io.fleetforge.alert.ownership.Ownership;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlertDeskTest {

    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private AlertDesk desk;

    @BeforeEach
    void open() throws Exception {
        var routing = RoutingReader.read("""
                route: {receiver: quiet}
                receivers: [{name: quiet}]
                """);
        desk = new AlertDesk(routing, new Ownership(1, "me"), Clock.systemUTC());
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
