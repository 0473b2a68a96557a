package io.fleetforge.controller.fencing;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Host;
import io.fleetforge.contracts.lease.FencingTimes;
import io.fleetforge.contracts.lease.HostLease;
import io.fleetforge.contracts.message.WorldRef;
import io.fleetforge.controller.hosts.HostView;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Detects failed hosts: those whose pod is gone from the API, and those whose pod is reported running and that send no heartbeat.
 * Absence of the pod proves no end: it may have been deleted by force, or its node be partitioned. A released Lease does, and so
 * does time. Reads the Lease of such hosts only.
 */
public final class HostFailureDetector {

    /** A host sends a sample each second. */
    public static final Duration SUSPICIOUS = Duration.ofSeconds(4);

    private static final Duration SOON = Duration.ofSeconds(1);

    private final HeartbeatTracker heartbeats;
    private final LeaseReader leases;

    public HostFailureDetector(HeartbeatTracker heartbeats, LeaseReader leases) {
        this.heartbeats = heartbeats;
        this.leases = leases;
    }

    /**
     * @param pods host pods by name
     * @param neverCreated hosts whose create the API server refused
     */
    public FencingVerdict detect(
            WorldRef world, WorldTopologySpec topology, Map<String, HostView> pods, Set<String> neverCreated) {
        heartbeats.follow(world, topology.hosts());
        var found = new Findings();
        for (var host : topology.hosts()) {
            var pod = pods.get(host.name());
            if (pod == null) {
                if (!neverCreated.contains(host.name())) {
                    missing(world, host, found);
                }
            } else if (pod.incarnation() == host.incarnation()
                    && heartbeats.silence(world.uid(), host).compareTo(SUSPICIOUS) >= 0) {
                silent(world, host, pod.processRuns() || pod.phase() == HostView.Phase.DELETING, found);
            }
        }
        return found.verdict();
    }

    private static final class Findings {
        private final Set<String> maybeActive = new HashSet<>();
        private final Set<String> fenced = new HashSet<>();
        private final Set<String> neverActed = new HashSet<>();
        private final Map<String, Lease> preempted = new HashMap<>();
        private Duration again = Duration.ZERO;

        void checkAgainAfter(Duration rest) {
            var wait = rest.compareTo(SOON) < 0 ? SOON : rest;
            again = again.isZero() || wait.compareTo(again) < 0 ? wait : again;
        }

        FencingVerdict verdict() {
            return new FencingVerdict(
                    maybeActive,
                    fenced,
                    neverActed,
                    preempted,
                    Optional.of(again).filter(wait -> !wait.isZero()));
        }
    }

    /**
     * A process that holds the Lease of this very incarnation may act, until it was silent for long enough. One that has not held it yet
     * may be about to take it: the Lease is preempted for it as well.
     */
    private void missing(WorldRef world, Host host, Findings found) {
        var lease = leases.find(world.namespace(), host.name());
        if (lease.filter(known -> isPreempted(known, world, host) || !HostLease.isOfAnyWorld(known))
                .isPresent()) {
            return;
        }
        if (lease.isEmpty() || !isHeld(lease.get(), world, host)) {
            found.preempted.put(
                    host.name(),
                    lease.orElseGet(() -> HostLease.absent(world.namespace(), host.name(), HostLease.owner(world))));
            return;
        }
        heartbeats.leaseRead(world.uid(), host, HostLease.of(lease.get()));
        var silence = heartbeats.silence(world.uid(), host);
        if (silence.compareTo(FencingTimes.TAKEOVER_TIMEOUT) >= 0) {
            found.preempted.put(host.name(), lease.get());
        } else {
            found.maybeActive.add(host.name());
            found.checkAgainAfter(FencingTimes.TAKEOVER_TIMEOUT.minus(silence));
        }
    }

    /**
     * A process that never held the Lease was never active, and is still starting. One whose Lease was preempted before the record was
     * written is inactive. One that has ended is the kubelet's to restart.
     */
    private void silent(WorldRef world, Host host, boolean runs, Findings found) {
        var lease = leases.find(world.namespace(), host.name());
        if (lease.filter(known -> isPreempted(known, world, host)).isPresent()) {
            found.fenced.add(host.name());
            return;
        }
        if (lease.isEmpty() || !isHeld(lease.get(), world, host)) {
            if (lease.filter(known -> isReleased(known, world, host)).isEmpty()) {
                found.neverActed.add(host.name());
            }
            found.checkAgainAfter(FencingTimes.TAKEOVER_TIMEOUT);
            return;
        }
        if (!runs) {
            return;
        }
        heartbeats.leaseRead(world.uid(), host, HostLease.of(lease.get()));
        var silence = heartbeats.silence(world.uid(), host);
        if (silence.compareTo(FencingTimes.TAKEOVER_TIMEOUT) >= 0) {
            found.preempted.put(host.name(), lease.get());
            found.fenced.add(host.name());
        } else {
            found.checkAgainAfter(FencingTimes.TAKEOVER_TIMEOUT.minus(silence));
        }
    }

    private static boolean isHeld(Lease lease, WorldRef world, Host host) {
        var known = HostLease.of(lease);
        return HostLease.isOf(lease, world.uid())
                && known.incarnation() == host.incarnation()
                && known.holder().isPresent();
    }

    /** By a process of this incarnation, which may have left something to its successor in the pod. */
    private static boolean isReleased(Lease lease, WorldRef world, Host host) {
        return HostLease.isOf(lease, world.uid()) && HostLease.of(lease).incarnation() == host.incarnation();
    }

    private static boolean isPreempted(Lease lease, WorldRef world, Host host) {
        return HostLease.isOf(lease, world.uid()) && HostLease.of(lease).incarnation() > host.incarnation();
    }
}
