package io.fleetforge.cell.checkpoint;

import io.fleetforge.contracts.message.TopologyMessage;
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

    /** A process of that pod, whichever runs in it when it gets the word. */
    public static Owner anyBoot(String host, long incarnation) {
        return new Owner(host, incarnation, "");
    }

    /**
     * Whether this process is gone for certain: an earlier boot under the name of {@code self}, or a host that the topology
     * lists with a higher incarnation or not any more. A host that the topology, being an old one, does not know yet is not.
     */
    public boolean isGone(TopologyMessage topology, Owner self) {
        if (host.equals(self.host())) {
            return !boot.equals(self.boot()) && incarnation <= self.incarnation();
        }
        return topology.hosts().stream()
                .filter(listed -> listed.name().equals(host))
                .findFirst()
                .map(listed -> listed.incarnation() > incarnation)
                // Incarnations are epochs: one above the topology's highest was handed out after it.
                .orElse(incarnation <= topology.epoch());
    }
}
