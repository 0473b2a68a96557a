package io.fleetforge.cell.runtime;

import io.fleetforge.cell.checkpoint.SessionOwner;
import io.fleetforge.contracts.message.WorldRef;
import java.util.Objects;

/**
 * Identity of this process.
 *
 * @param incarnation the pod's incarnation; only a topology that lists it assigns cells to this host
 * @param processId random per process start
 */
public record HostIdentity(WorldRef world, String host, long incarnation, String processId) {
    public HostIdentity {
        Objects.requireNonNull(world, "world");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(processId, "processId");
    }

    /** This process as the owner of what it keeps. */
    public SessionOwner owner() {
        return new SessionOwner(host, incarnation, processId);
    }
}
