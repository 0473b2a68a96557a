package io.fleetforge.controller.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LoadWindowTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration WINDOW = Duration.ofSeconds(32);

    private final LoadWindow window = new LoadWindow(WINDOW);

    @Test
    void shouldHaveHeldSinceTheFirstSampleWhenItAlwaysWas() {
        hold(0, 40, 80);

        assertThat(reading(40).atLeastSince(80))
                .hasValueSatisfying(since -> assertThat(since).isBetween(at(0), at(40).minus(WINDOW)));
        assertThat(reading(40).atLeastSince(81)).isEmpty();
        assertThat(reading(40).belowSince(81)).isPresent();
    }

    @Test
    void shouldNotCountTimeBeforeItBegan() {
        hold(0, 10, 80);

        assertThat(reading(10).atLeastSince(80)).contains(at(0));
    }

    @Test
    void shouldCountFromTheSlotAfterTheDipWhenItDipped() {
        hold(0, 20, 80);
        hold(20, 21, 79);
        hold(21, 60, 80);

        assertThat(reading(59).atLeastSince(80))
                .hasValueSatisfying(since -> assertThat(since).isBetween(at(21), at(21).plus(WINDOW.dividedBy(16))));
        assertThat(reading(59).leastSince(at(22))).isEqualTo(80);
    }

    @Test
    void shouldNotHoldWhenTheLastSampleDoesNot() {
        hold(0, 60, 80);
        window.note(10, at(60));

        assertThat(reading(60).atLeastSince(80)).isEmpty();
        assertThat(reading(60).belowSince(80))
                .hasValueSatisfying(since -> assertThat(since).isAfter(at(59)));
    }

    @Test
    void shouldReadWhenASampleArrivedJustAfterTheClockWasRead() {
        hold(0, 40, 80);

        assertThat(window.reading(at(39).minusMillis(400)).orElseThrow().atLeastSince(80))
                .isPresent();
        assertThat(window.reading(at(37))).as("the clock went back").isEmpty();
    }

    @Test
    void shouldStartAgainAfterSilenceOrAClockThatWentBack() {
        assertThat(window.note(80, at(0))).isTrue();
        assertThat(window.note(80, at(3))).isFalse();
        assertThat(window.reading(at(6))).isPresent();
        assertThat(window.reading(at(7))).as("silent").isEmpty();
        assertThat(window.note(80, at(7))).isTrue();
        assertThat(window.reading(at(7)).orElseThrow().since()).isEqualTo(at(7));
        assertThat(window.note(80, at(5))).isTrue();
        assertThat(window.reading(at(5)).orElseThrow().since()).isEqualTo(at(5));
    }

    @Test
    void shouldAddUpTwoCellsSlotBySlot() {
        var other = new LoadWindow(WINDOW);
        for (var second = 0; second < 40; second++) {
            window.note(second % 2 == 0 ? 10 : 14, at(second));
            other.note(6, at(second));
        }

        var both = reading(39).plus(other.reading(at(39)).orElseThrow());

        assertThat(both.players()).isEqualTo(20);
        assertThat(both.belowSince(21)).isPresent();
        assertThat(both.belowSince(20)).isEmpty();
        assertThat(both.mostSince(at(20))).isEqualTo(20);
        assertThat(both.leastSince(at(20))).isEqualTo(16);
    }

    /** Whatever the samples, a run that is claimed to have held is in the samples. */
    @Test
    void shouldNeverClaimMoreThanTheSamplesWhenSeeded() {
        for (var seed = 0L; seed < 300; seed++) {
            var random = new Random(seed);
            var any = new LoadWindow(Duration.ofMillis(1 + random.nextInt(60_000)));
            var counts = new int[120];
            for (var second = 0; second < counts.length; second++) {
                counts[second] = random.nextInt(10) == 0 ? random.nextInt(100) : 80 + random.nextInt(5);
                any.note(counts[second], at(second));
                var claimed = any.reading(at(second)).orElseThrow().atLeastSince(80);
                for (var then = 0; claimed.isPresent() && then <= second; then++) {
                    if (!at(then).isBefore(claimed.get())) {
                        assertThat(counts[then]).as("seed %d", seed).isGreaterThanOrEqualTo(80);
                    }
                }
            }
        }
    }

    private void hold(int from, int to, int players) {
        for (var second = from; second < to; second++) {
            window.note(players, at(second));
        }
    }

    private LoadReading reading(int second) {
        return window.reading(at(second)).orElseThrow();
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }
}
