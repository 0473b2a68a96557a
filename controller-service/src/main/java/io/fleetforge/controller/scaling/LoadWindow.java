package io.fleetforge.controller.scaling;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The players of one cell over the last stabilization window, in a ring of twenty slots of a sixteenth each, whatever the
 * window's length. A slot keeps the least and the most of its samples, and its first value. A silence of more than three
 * seconds, or a clock that goes back, restarts the window. Not thread-safe.
 */
final class LoadWindow {

    /** Hosts sample once a second: two samples may be lost. */
    static final Duration LONGEST_SILENCE = Duration.ofSeconds(3);

    static final int SLOTS = 20;
    private static final int SLOTS_PER_WINDOW = 16;
    private static final long SHORTEST_SLOT_MS = 250;
    /** The slots beyond a window: what a later sample overwrites is older than the window. */
    private static final long LATEST_READ_MS = SHORTEST_SLOT_MS * (SLOTS - SLOTS_PER_WINDOW);

    private final long slotMs;
    private final int[] least = new int[SLOTS];
    private final int[] most = new int[SLOTS];
    private long sinceMs;
    private long lastMs;
    private int last;
    private boolean begun;

    LoadWindow(Duration window) {
        slotMs = Math.max(SHORTEST_SLOT_MS, Math.ceilDiv(window.toMillis(), SLOTS_PER_WINDOW));
    }

    /** Adds a sample; true when the window starts with it. */
    boolean note(int players, Instant at) {
        var nowMs = at.toEpochMilli();
        var begins = !begun || nowMs < lastMs || nowMs - lastMs > LONGEST_SILENCE.toMillis();
        if (begins) {
            begun = true;
            sinceMs = nowMs;
            fill(slot(nowMs), players);
        } else {
            carryTo(nowMs);
        }
        var place = place(slot(nowMs));
        least[place] = Math.min(least[place], players);
        most[place] = Math.max(most[place], players);
        last = players;
        lastMs = nowMs;
        return begins;
    }

    /**
     * The content of the window at {@code now}; empty when the cell has been silent. A sample may have arrived a moment after
     * {@code now} was read.
     */
    Optional<LoadReading> reading(Instant now) {
        var nowMs = now.toEpochMilli();
        if (!begun || lastMs - nowMs > LATEST_READ_MS || nowMs - lastMs > LONGEST_SILENCE.toMillis()) {
            return Optional.empty();
        }
        var newest = slot(nowMs);
        var lows = new int[SLOTS];
        var highs = new int[SLOTS];
        for (var i = 0; i < SLOTS; i++) {
            var slot = newest - SLOTS + 1 + i;
            lows[i] = slot > slot(lastMs) ? last : least[place(slot)];
            highs[i] = slot > slot(lastMs) ? last : most[place(slot)];
        }
        return Optional.of(new LoadReading(
                Instant.ofEpochMilli(sinceMs), new LoadReading.Grid(newest, slotMs), lows, highs, last));
    }

    /** A count holds until the next sample, so each later slot starts with it. */
    private void carryTo(long nowMs) {
        var newest = slot(nowMs);
        for (var slot = Math.max(slot(lastMs) + 1, newest - SLOTS + 1); slot <= newest; slot++) {
            fill(slot, last);
        }
    }

    private void fill(long slot, int players) {
        least[place(slot)] = players;
        most[place(slot)] = players;
    }

    private long slot(long timeMs) {
        return Math.floorDiv(timeMs, slotMs);
    }

    private static int place(long slot) {
        return (int) Math.floorMod(slot, (long) SLOTS);
    }
}
