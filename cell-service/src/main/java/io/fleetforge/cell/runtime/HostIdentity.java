package io.fleetforge.cell.runtime;

import io.fleetforge.cell.checkpoint.SessionOwner;
import io.fleetforge.contracts.message.WorldRef;
import java.util.Objects;

/**
 * Who this process is.
 *
 * @param incarnation the pod's incarnation; only a topology that lists it gives this host cells
 * @param boot random per process start
 */
public record HostIdentity(WorldRef world, String host, long incarnation, String boot) {
    public HostIdentity {
        Objects.requireNonNull(world, "world");
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(boot, "boot");
    }

    /** This process as the owner of what it keeps. */
    public SessionOwner owner() {
        return new SessionOwner(host, incarnation, boot);
    }
}
