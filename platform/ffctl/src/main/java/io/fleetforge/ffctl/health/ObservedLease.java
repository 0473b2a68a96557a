package io.fleetforge.ffctl.health;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fleetforge.contracts.lease.HostLease;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A Lease as it was read, once or twice.
 *
 * @param renewed whether it was renewed between two reads, which needs no common clock
 */
public record ObservedLease(Lease lease, boolean renewed) {

    /** How far a renewal may be ahead of this machine's clock before the clocks cannot be compared. */
    private static final Duration MAX_CLOCK_SKEW = Duration.ofSeconds(2);

    public ObservedLease {
        Objects.requireNonNull(lease, "lease");
    }

    String namespace() {
        return lease.getMetadata().getNamespace();
    }

    String name() {
        return lease.getMetadata().getName();
    }

    Optional<String> holder() {
        return HostLease.of(lease).holder();
    }

    /** Time since the last renewal, by this machine's clock. */
    Optional<Duration> age(Instant now) {
        return HostLease.of(lease).renewed().map(renewed -> Duration.between(renewed.toInstant(), now));
    }

    /** Whether its holder renews it. */
    boolean isFresh(Instant now, Duration limit) {
        return renewed
                || age(now).filter(age -> age.compareTo(limit) <= 0 && age.compareTo(MAX_CLOCK_SKEW.negated()) >= 0)
                        .isPresent();
    }
}
