package io.fleetforge.controller.reports;

import io.fleetforge.contracts.crd.WorldTopologySpec.Host;
import io.fleetforge.controller.hosts.HostView;
import io.fleetforge.controller.topology.HostReports;
import java.util.Map;
import java.util.Set;

/**
 * Reports of a world's hosts, checked against the existing pods.
 *
 * @param worldUid UID of the world
 * @param pods host pods by name
 * @param neverCreated hosts whose create the API server refused, so that no pod can have run
 * @param neverActed hosts whose process was never active
 * @param maybeActive hosts whose last process may still be active although its pod is gone
 */
public record ReportedHosts(
        CellStatusCache statusCache,
        String worldUid,
        Map<String, HostView> pods,
        Set<String> neverCreated,
        Set<String> neverActed,
        Set<String> maybeActive)
        implements HostReports {

    public ReportedHosts {
        pods = Map.copyOf(pods);
        neverCreated = Set.copyOf(neverCreated);
        neverActed = Set.copyOf(neverActed);
        maybeActive = Set.copyOf(maybeActive);
    }

    @Override
    public boolean serves(Host host) {
        var pod = pods.get(host.name());
        return pod != null
                && pod.incarnation() == host.incarnation()
                && pod.phase() == HostView.Phase.READY
                && statusCache.serves(worldUid, host);
    }

    @Override
    public boolean hasAcknowledged(Host host, long revision) {
        return neverCreated.contains(host.name())
                || neverActed.contains(host.name())
                || statusCache.hasAcknowledged(worldUid, host, revision);
    }

    @Override
    public boolean isVacant(Host host, long revision) {
        return neverActed.contains(host.name())
                || (!pods.containsKey(host.name()) && !maybeActive.contains(host.name()))
                || statusCache.isVacant(worldUid, host, revision);
    }
}
