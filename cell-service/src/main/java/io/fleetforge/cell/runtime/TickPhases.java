package io.fleetforge.cell.runtime;

/**
 * Phase of each cell of a worker within the tick period. Cells that start together would otherwise be due together for ever, each
 * waiting for all before it. The period has 64 phases, so that many cells still share one wake-up of their thread.
 * Not thread-safe.
 */
final class TickPhases {

    private static final int BITS = 6;
    private static final int COUNT = 1 << BITS;

    private final long periodNs;
    private final long originNs;
    private final int[] cells = new int[COUNT];

    /** @param originNs time of phase 0 */
    TickPhases(long periodNs, long originNs) {
        this.periodNs = periodNs;
        this.originNs = originNs;
    }

    /** A phase with the fewest cells; the first few lie as far apart as can be. */
    int acquire() {
        var best = 0;
        for (var i = 1; i < COUNT; i++) {
            // Bits backwards: 0, 32, 16, 48, 8 …
            var phase = Integer.reverse(i) >>> (Integer.SIZE - BITS);
            if (cells[phase] < cells[best]) {
                best = phase;
            }
        }
        cells[best]++;
        return best;
    }

    void release(int phase) {
        cells[phase]--;
    }

    /** Whole periods in {@code spanNs}. */
    long periods(long spanNs) {
        return spanNs / periodNs;
    }

    /** The first time of {@code phase} after {@code afterNs}, at most one period later. */
    long next(int phase, long afterNs) {
        var firstNs = originNs + phase * periodNs / COUNT;
        return firstNs + (Math.floorDiv(afterNs - firstNs, periodNs) + 1) * periodNs;
    }
}
