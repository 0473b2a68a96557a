package io.fleetforge.contracts.message;

import java.time.Instant;
import java.util.Objects;

/**
 * A claim of a partition by an instance, which owns the partition once it has read the claim back; the last claim of a
 * partition is valid. Without {@code owns} it only marks the end of the partition at the start of the instance.
 *
 * @param incarnation differs for each start of the process
 */
public record PartitionClaim(String instance, String incarnation, boolean owns, long number, Instant at) {

    public PartitionClaim {
        WorldRef.requireText(instance, "instance");
        WorldRef.requireText(incarnation, "incarnation");
        Objects.requireNonNull(at, "at");
    }
}
