package io.fleetforge.cell.runtime;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Builds a host with its workers running. */
public final class CellHosts {

    /** A host and its scheduler. */
    public record Started(CellHost host, TickScheduler scheduler) {}

    private CellHosts() {}

    /**
     * @param workers tick threads, at least 1
     * @param maxSpeed of entities, world units per second
     */
    public static Started start(HostIdentity identity, Outside outside, int workers, TickRate rate) {
        var periodNs = rate.period().toNanos();
        var scheduler = new TickScheduler(workers, periodNs, System::nanoTime, outside.meter()::ticked);
        var maxStep = rate.maxSpeed() * periodNs / 1e9;
        var host = new CellHost(
                identity, scheduler, outside.events(), outside.persistence(), new CellHost.MovementLimits(maxStep));
        scheduler.start();
        return new Started(host, scheduler);
    }

    /**
     * A host without threads: the caller's thread runs everything, and {@link TickScheduler#tickAll} advances time.
     */
    public static Started withoutThreads(
            HostIdentity identity, Outside outside, double maxStep, LongSupplier nanoClock) {
        var scheduler = new TickScheduler(nanoClock::getAsLong);
        return new Started(
                new CellHost(
                        identity,
                        scheduler,
                        outside.events(),
                        outside.persistence(),
                        new CellHost.MovementLimits(maxStep)),
                scheduler);
    }

    /** What a host needs of the outside. */
    public record Outside(HostEventListener events, Persistence persistence, TickMeter meter) {}

    /** How fast time and entities go. */
    public record TickRate(Duration period, double maxSpeed) {
        public TickRate {
            if (period.isNegative() || period.isZero()) {
                throw new IllegalArgumentException("tick period must be positive, got " + period);
            }
        }
    }
}
