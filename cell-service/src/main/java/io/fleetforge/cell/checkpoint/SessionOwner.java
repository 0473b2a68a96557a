package io.fleetforge.cell.checkpoint;

import io.fleetforge.contracts.message.TopologyMessage;
import java.util.Objects;

/**
 * The process that owned a session when its record was written.
 *
 * @param host pod name
 * @param incarnation of the pod
 * @param processId of the process; a restarted container has another one
 */
public record SessionOwner(String host, long incarnation, String processId) {
    public SessionOwner {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(processId, "processId");
    }

    /** Any process of that pod, whichever runs when the record arrives. */
    public static SessionOwner anyProcess(String host, long incarnation) {
        return new SessionOwner(host, incarnation, "");
    }

    /**
     * Whether {@code self} may adopt the sessions of this process: it is an earlier process of the same name, or its host is
     * not listed in the topology any longer. The sessions of a replaced host belong to its successor alone, so that two hosts
     * with different topologies never adopt the same session. A host that an old topology does not list yet is not gone.
     */
    public boolean isGone(TopologyMessage topology, SessionOwner self) {
        if (host.equals(self.host())) {
            return !processId.equals(self.processId()) && incarnation <= self.incarnation();
        }
        // Incarnations are epochs: one above the topology's highest was handed out after it.
        return topology.hosts().stream().noneMatch(listed -> listed.name().equals(host))
                && incarnation <= topology.epoch();
    }
}
