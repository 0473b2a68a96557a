package io.fleetforge.controller.world;

import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldTopology;
import io.fleetforge.contracts.crd.WorldTopologySpec.Host;
import io.fleetforge.controller.fencing.FencingVerdict;
import io.fleetforge.controller.fencing.HostFailureDetector;
import io.fleetforge.controller.hosts.HostView;
import io.fleetforge.controller.reports.CellStatusCache;
import io.fleetforge.controller.reports.ReportedHosts;
import io.fleetforge.controller.topology.HostReports;
import io.fleetforge.controller.topology.HostTransition.Hosts;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the hosts of a world report, and which of them are failed. */
@Singleton
final class HostHealth {

    private final CellStatusCache statusCache;
    private final HostFailureDetector failureDetector;

    HostHealth(CellStatusCache statusCache, HostFailureDetector failureDetector) {
        this.statusCache = statusCache;
        this.failureDetector = failureDetector;
    }

    FencingVerdict fencing(
            WorldSpec world, @Nullable WorldTopology topology, Map<String, HostView> pods, HostRefusals refused) {
        return topology == null
                ? FencingVerdict.CLEAR
                : failureDetector.detect(
                        WorldRefs.of(world),
                        topology.getSpec(),
                        pods,
                        refused.messages().keySet());
    }

    /** Reports of the listed hosts. */
    Hosts reports(
            WorldSpec world,
            @Nullable WorldTopology topology,
            Map<String, HostView> pods,
            HostRefusals refused,
            FencingVerdict fencing) {
        return topology == null
                ? new Hosts(Set.of(), Set.of(), Set.of())
                : HostReports.facts(
                        topology.getSpec(),
                        new ReportedHosts(
                                statusCache,
                                world.getMetadata().getUid(),
                                pods,
                                refused.messages().keySet(),
                                fencing.neverActed(),
                                fencing.maybeActive()));
    }

    /** A host that is no longer ready has lost its process: its earlier report is void for the next reconcile. */
    void follow(WorldObservation observed) {
        var uid = observed.world().getMetadata().getUid();
        var topology = observed.topologySpec();
        statusCache.follow(
                uid,
                topology == null
                        ? Set.of()
                        : topology.hosts().stream().map(Host::name).collect(Collectors.toUnmodifiableSet()));
        for (var pod : observed.pods().values()) {
            statusCache.podReady(uid, pod.name(), pod.serves());
        }
    }
}
