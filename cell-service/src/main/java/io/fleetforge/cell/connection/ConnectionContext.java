package io.fleetforge.cell.connection;

import io.fleetforge.cell.config.CellConfig;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * What all sockets of a host share.
 *
 * @param blocking runs what waits, one thread each
 * @param clock monotonic nanoseconds
 */
record ConnectionContext(
        SessionGateway gateway,
        AreaOfInterest areaOfInterest,
        PlaySessions playSessions,
        PlayMetrics metrics,
        CellConfig.Play limits,
        Duration tokenLife,
        Executor blocking,
        LongSupplier clock) {}
