package io.fleetforge.cell.runtime;

/** Called for each tick, on the worker's thread. */
public interface TickMeter {
    void ticked(long latenessNs, long durationNs);

    /**
     * A late worker skipped ticks of a cell, whose time passed slower meanwhile: time dilation.
     *
     * @param ticks 1 or more
     */
    default void skipped(long ticks) {}
}
