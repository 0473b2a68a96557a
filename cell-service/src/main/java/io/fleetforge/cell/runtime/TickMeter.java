package io.fleetforge.cell.runtime;

/** Called for each tick, on the worker's thread. */
public interface TickMeter {
    void ticked(long latenessNs, long durationNs);
}
