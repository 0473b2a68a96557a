package io.fleetforge.cell.play;

import io.fleetforge.cell.CellConfig;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * What all sockets of a host share.
 *
 * @param blocking runs what waits, one thread each
 * @param clock monotonic nanoseconds
 */
record PlayHouse(
        Door door,
        Scenery scenery,
        Seats seats,
        PlayMetrics metrics,
        CellConfig.Play limits,
        Duration tokenLife,
        Executor blocking,
        LongSupplier clock) {}
