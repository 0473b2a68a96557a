package io.fleetforge.contracts.message;

import java.time.Instant;
import java.util.Objects;

/**
 * An instance says that it has read a partition up to here; and, if it {@code owns} the partition, that it acts for what lies in it
 * from here on. The last claim of a partition counts.
 *
 * @param incarnation names the process, so that its next start is another one
 */
public record PartitionClaim(String instance, String incarnation, boolean owns, long number, Instant at) {

    public PartitionClaim {
        WorldRef.requireText(instance, "instance");
        WorldRef.requireText(incarnation, "boot");
        Objects.requireNonNull(at, "at");
    }
}
