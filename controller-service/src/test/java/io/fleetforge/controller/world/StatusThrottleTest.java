package io.fleetforge.controller.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.contracts.crd.WorldSpecStatus;
import io.fleetforge.controller.world.StatusThrottle.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusThrottleTest {

    private Instant now = Instant.EPOCH;
    private final InstantSource source = () -> now;
    private final StatusThrottle throttle = new StatusThrottle(source.withZone(ZoneOffset.UTC));

    @Test
    void shouldWriteAtOnceWhenMoreThanThePlayersChanged() {
        assertThat(throttle.next("u", null, status("Launching", 0))).isEqualTo(new Step.Write());
        assertThat(throttle.next("u", status("Launching", 0), status("Ready", 0)))
                .isEqualTo(new Step.Write());
        assertThat(throttle.next("u", status("Ready", 0), status("Ready", 0))).isEqualTo(new Step.Nothing());
    }

    @Test
    void shouldLeaveTheFirstStatusOfALaunchingWorldToTheOneOfItsReadiness() {
        assertThat(throttle.listening("u")).isPresent();
        now = now.plusSeconds(1);

        assertThat(throttle.first("u", null, status("Launching", 0))).isEqualTo(new Step.Wait(Duration.ofSeconds(4)));
        assertThat(throttle.next("u", null, status("Ready", 0))).isEqualTo(new Step.Write());
    }

    @Test
    void shouldWriteTheFirstStatusOfAWorldThatLaunchesForFiveSeconds() {
        throttle.first("u", null, status("Launching", 0));
        now = now.plusSeconds(5);

        assertThat(throttle.first("u", null, status("Launching", 0))).isEqualTo(new Step.Write());
    }

    @Test
    void shouldWriteACrowdInMotionOnceInTenSeconds() {
        throttle.next("u", null, status("Ready", 0));
        now = now.plusSeconds(4);

        assertThat(throttle.next("u", status("Ready", 0), status("Ready", 7)))
                .isEqualTo(new Step.Wait(Duration.ofSeconds(6)));

        now = now.plusSeconds(6);
        assertThat(throttle.next("u", status("Ready", 0), status("Ready", 9))).isEqualTo(new Step.Write());
        assertThat(throttle.next("u", status("Ready", 9), status("Ready", 10)))
                .isEqualTo(new Step.Wait(Duration.ofSeconds(10)));
    }

    @Test
    void shouldStartAnewWhenTheClockWasSetBack() {
        throttle.next("u", null, status("Ready", 0));
        now = now.minusSeconds(3600);

        assertThat(throttle.next("u", status("Ready", 0), status("Ready", 7))).isEqualTo(new Step.Write());
    }

    @Test
    void shouldWaitForReportsFromTheFirstReconcileOn() {
        assertThat(throttle.listening("u")).contains(Duration.ofSeconds(3));
        now = now.plusSeconds(2);
        assertThat(throttle.listening("u")).contains(Duration.ofSeconds(1));
        now = now.plusSeconds(1);
        assertThat(throttle.listening("u")).isEmpty();
        assertThat(throttle.listening("other world")).contains(Duration.ofSeconds(3));

        throttle.forgetWorld("u");
        assertThat(throttle.listening("u")).contains(Duration.ofSeconds(3));
    }

    @Test
    void shouldWriteALoadInMotionNoMoreOftenThanPlayers() {
        throttle.next("u", null, status("Ready", 100, "90%"));
        now = now.plusSeconds(4);

        assertThat(throttle.next("u", status("Ready", 100, "90%"), status("Ready", 100, "100%")))
                .isEqualTo(new Step.Wait(Duration.ofSeconds(6)));
        assertThat(throttle.next("u", status("Ready", 100, "90%"), status("Ready", 110, "100%")))
                .isEqualTo(new Step.Wait(Duration.ofSeconds(6)));
    }

    private static WorldSpecStatus status(String phase, int players) {
        return status(phase, players, "0%");
    }

    private static WorldSpecStatus status(String phase, int players, String load) {
        return new WorldSpecStatus(1L, phase, 1, 1, players, load, 1, 1L, List.of());
    }
}
