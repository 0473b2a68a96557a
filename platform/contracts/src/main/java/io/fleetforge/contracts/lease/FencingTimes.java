package io.fleetforge.contracts.lease;

import java.time.Duration;

/**
 * Timeouts of fencing. A host counts from the moment before it sent a heartbeat, the controller from the moment it received one, each
 * on a monotonic clock of its own; clocks are never compared. {@code RENEW_DEADLINE + 2 * DELIVERY_TIMEOUT <= TAKEOVER_TIMEOUT}: when
 * cells are reassigned, their old host has been self-fenced for a while and none of its records is in flight.
 */
public final class FencingTimes {

    /**
     * Without a heartbeat for this long a host fences itself: it applies no input and sends no record that others act on.
     */
    public static final Duration RENEW_DEADLINE = Duration.ofSeconds(8);

    /**
     * Records that Kafka has not acknowledged after this long are dropped, by the producer and by its caller; set in the producers of a
     * host.
     */
    public static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(3);

    /** A host without heartbeat for this long may be replaced. */
    public static final Duration TAKEOVER_TIMEOUT = Duration.ofSeconds(14);

    private FencingTimes() {}
}
