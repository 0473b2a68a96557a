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
public record SessionOwner(String host, long incarnation, String boot) {
    public SessionOwner {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(boot, "boot");
    }

    /** A process of that pod, whichever runs in it when it gets the word. */
    public static SessionOwner anyBoot(String host, long incarnation) {
        return new SessionOwner(host, incarnation, "");
    }

    /**
     * Whether {@code self} may take what this process had: an earlier one under its own name, or one of a host that the
     * topology does not list any more. What a host had that was replaced is its successor's alone, so that no two hosts take
     * it, each by its own topology. A host that the topology, being an old one, does not know yet is not gone.
     */
    public boolean isGone(TopologyMessage topology, SessionOwner self) {
        if (host.equals(self.host())) {
            return !boot.equals(self.boot()) && incarnation <= self.incarnation();
        }
        // Incarnations are epochs: one above the topology's highest was handed out after it.
        return topology.hosts().stream().noneMatch(listed -> listed.name().equals(host))
                && incarnation <= topology.epoch();
    }
}
