package io.fleetforge.controller.scaling;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * The content of the window of a cell, or of two together, at one instant. It errs towards a shorter load: a slot in which the count
 * was once on the other side does not count. Immutable.
 */
public final class LoadReading {

    private final Instant since;
    private final Grid grid;
    private final int[] least;
    private final int[] most;
    private final int players;

    /** Which slots the arrays are about: the last one is {@code newest}, each lasts {@code slotMs} from the epoch on. */
    record Grid(long newest, long slotMs) {
        Instant start(long slot) {
            return Instant.ofEpochMilli(slot * slotMs);
        }
    }

    /** Takes ownership of the arrays. */
    LoadReading(Instant since, Grid grid, int[] least, int[] most, int players) {
        this.since = Objects.requireNonNull(since, "since");
        this.grid = Objects.requireNonNull(grid, "grid");
        this.least = least;
        this.most = most;
        this.players = players;
    }

    /** Players by the last sample. */
    public int players() {
        return players;
    }

    /** Start of the present unbroken series of samples. */
    public Instant since() {
        return since;
    }

    /** Since when there are {@code limit} players or more without a break; empty when there are fewer now. */
    public Optional<Instant> atLeastSince(double limit) {
        return players >= limit ? Optional.of(since(i -> least[i] >= limit)) : Optional.empty();
    }

    /** Since when there are fewer than {@code limit} without a break; empty when there are more now. */
    public Optional<Instant> belowSince(double limit) {
        return players < limit ? Optional.of(since(i -> most[i] < limit)) : Optional.empty();
    }

    /** Fewest players since {@code from}, as far back as the slots go. */
    public int leastSince(Instant from) {
        var fewest = players;
        for (var i = 0; i < least.length; i++) {
            if (start(i + 1).isAfter(from)) {
                fewest = Math.min(fewest, least[i]);
            }
        }
        return fewest;
    }

    /** Most players since {@code from}, as far back as the slots go. */
    public int mostSince(Instant from) {
        var highest = players;
        for (var i = 0; i < most.length; i++) {
            if (start(i + 1).isAfter(from)) {
                highest = Math.max(highest, most[i]);
            }
        }
        return highest;
    }

    /** Both cells as one; taken at the same instant from windows of the same length. */
    public LoadReading plus(LoadReading other) {
        if (!grid.equals(other.grid)) {
            throw new IllegalArgumentException("readings of other instants do not add up: " + grid + ", " + other.grid);
        }
        var lows = new int[least.length];
        var highs = new int[most.length];
        for (var i = 0; i < lows.length; i++) {
            lows[i] = least[i] + other.least[i];
            highs[i] = most[i] + other.most[i];
        }
        return new LoadReading(
                since.isAfter(other.since) ? since : other.since, grid, lows, highs, players + other.players);
    }

    /** Start of the unbroken run of slots that hold, up to now; not before the samples began. */
    private Instant since(IntPredicate holds) {
        var slot = least.length;
        while (slot > 0 && start(slot).isAfter(since) && holds.test(slot - 1)) {
            slot--;
        }
        var start = start(slot);
        return start.isAfter(since) ? start : since;
    }

    private Instant start(int index) {
        return grid.start(grid.newest() - least.length + 1 + index);
    }
}
