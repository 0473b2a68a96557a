package io.fleetforge.contracts.lease;

import java.time.Duration;

/**
 * How long silence means what. A host counts from the moment before it sent a proof, the controller from the moment it saw
 * one, each on a monotonic clock of its own; so no clocks are compared. {@code STOP + 2 DELIVERY <= TAKE}: when cells are
 * taken, their old host has taken no input for a while and nothing that it said is still on its way.
 */
public final class FencingTimes {

    /** Without a proof for this long a host takes no input and says nothing that others act on. */
    public static final Duration RENEW_DEADLINE = Duration.ofSeconds(8);

    /**
     * What Kafka has not taken after this long is given up, by the producer and once more by what is around it; set in the
     * producers of a host.
     */
    public static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(3);

    /** A host that nobody saw proven for this long may be replaced. */
    public static final Duration TAKEOVER_TIMEOUT = Duration.ofSeconds(14);

    private FencingTimes() {}
}
