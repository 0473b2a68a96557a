package io.fleetforge.cell.checkpoint;

import java.util.Objects;

/**
 * The process that had a session when it was written down.
 *
 * @param host pod name
 * @param incarnation of the pod
 * @param boot id of the process; a restarted container has another one
 */
public record Owner(String host, long incarnation, String boot) {
    public Owner {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(boot, "boot");
    }
}
