package io.fleetforge.controller.topology;

import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Host;
import io.fleetforge.controller.topology.HostTransition.Hosts;
import java.util.HashSet;
import java.util.Set;

/** Reports of the listed hosts, as facts for {@link HostTransition}. */
public interface HostReports {

    /** Its pod runs at the listed incarnation and is ready, and it has spoken. */
    boolean serves(Host host);

    /**
     * It has applied that revision, and no session is in flight to or from it; also when none of its processes ever ran.
     */
    boolean hasAcknowledged(Host host, long revision);

    /** It reported, at that revision, that it has no cell and no session; also when it has no process. */
    boolean isVacant(Host host, long revision);

    /** The facts about all hosts of {@code topology}. */
    static Hosts facts(WorldTopologySpec topology, HostReports reports) {
        var serving = new HashSet<String>();
        var acknowledged = new HashSet<String>();
        for (var host : topology.hosts()) {
            if (reports.serves(host)) {
                serving.add(host.name());
            }
            if (reports.hasAcknowledged(host, topology.revision())) {
                acknowledged.add(host.name());
            }
        }
        var occupied = new HashSet<String>();
        for (var host : topology.hosts()) {
            if (!reports.isVacant(host, topology.revision()) || !othersHaveAcknowledged(host, topology, acknowledged)) {
                occupied.add(host.name());
            }
        }
        return new Hosts(serving, acknowledged, occupied);
    }

    /** A host that has not acknowledged may hand a session off to this one by an older topology. */
    private static boolean othersHaveAcknowledged(Host host, WorldTopologySpec topology, Set<String> acknowledged) {
        return topology.hosts().stream()
                .map(Host::name)
                .filter(name -> !name.equals(host.name()))
                .allMatch(acknowledged::contains);
    }
}
