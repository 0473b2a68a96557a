package io.fleetforge.controller.fencing;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Host;
import io.fleetforge.contracts.lease.FencingTimes;
import io.fleetforge.contracts.lease.HostLease;
import io.fleetforge.contracts.message.WorldRef;
import io.fleetforge.controller.hosts.FencingVerdict;
import io.fleetforge.controller.hosts.HostView;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Judges hosts that do not show themselves: those whose pod is gone from the API, and those whose pod is said to run and that
 * say nothing. Absence of the pod proves no end: it may have been deleted by force, or its node be cut off. The Lease does, when it
 * was given back, and so does time. Reads a Lease only of such hosts.
 */
public final class HostFailureDetector {

    /** A host says something each second. */
    public static final Duration SUSPICIOUS = Duration.ofSeconds(4);

    private static final Duration SOON = Duration.ofSeconds(1);

    private final HeartbeatTracker ledger;
    private final LeaseReader leases;

    public HostFailureDetector(HeartbeatTracker ledger, LeaseReader leases) {
        this.ledger = ledger;
        this.leases = leases;
    }

    /**
     * @param pods host pods by name
     * @param neverCreated hosts whose create the API server refused
     */
    public FencingVerdict look(
            WorldRef world, WorldTopologySpec topology, Map<String, HostView> pods, Set<String> neverCreated) {
        ledger.follow(world, topology.hosts());
        var found = new Findings();
        for (var host : topology.hosts()) {
            var pod = pods.get(host.name());
            if (pod == null) {
                if (!neverCreated.contains(host.name())) {
                    missing(world, host, found);
                }
            } else if (pod.incarnation() == host.incarnation()
                    && ledger.silence(world.uid(), host).compareTo(SUSPICIOUS) >= 0) {
                silent(world, host, pod.processRuns() || pod.phase() == HostView.Phase.DELETING, found);
            }
        }
        return found.standing();
    }

    private static final class Findings {
        private final Set<String> mayAct = new HashSet<>();
        private final Set<String> cutOff = new HashSet<>();
        private final Set<String> neverActed = new HashSet<>();
        private final Map<String, Lease> taken = new HashMap<>();
        private Duration again = Duration.ZERO;

        void lookAgainAfter(Duration rest) {
            var wait = rest.compareTo(SOON) < 0 ? SOON : rest;
            again = again.isZero() || wait.compareTo(again) < 0 ? wait : again;
        }

        FencingVerdict standing() {
            return new FencingVerdict(
                    mayAct, cutOff, neverActed, taken, Optional.of(again).filter(wait -> !wait.isZero()));
        }
    }

    /** A process that holds the Lease of this very incarnation may act, until it was silent for long enough. */
    private void missing(WorldRef world, Host host, Findings found) {
        var lease = leases.find(world.namespace(), host.name());
        if (lease.isEmpty() || !isHeld(lease.get(), world, host)) {
            return;
        }
        ledger.read(world.uid(), host, HostLease.of(lease.get()));
        var silence = ledger.silence(world.uid(), host);
        if (silence.compareTo(FencingTimes.TAKEOVER_TIMEOUT) >= 0) {
            found.taken.put(host.name(), lease.get());
        } else {
            found.mayAct.add(host.name());
            found.lookAgainAfter(FencingTimes.TAKEOVER_TIMEOUT.minus(silence));
        }
    }

    /**
     * One that never held the Lease never acted, and is still on its way up. One whose Lease was taken and whose record was not
     * written yet acts no more. One whose process has ended is the kubelet's.
     */
    private void silent(WorldRef world, Host host, boolean runs, Findings found) {
        var lease = leases.find(world.namespace(), host.name());
        if (lease.filter(known -> isTaken(known, world, host)).isPresent()) {
            found.cutOff.add(host.name());
            return;
        }
        if (lease.isEmpty() || !isHeld(lease.get(), world, host)) {
            if (lease.filter(known -> isGivenBack(known, world, host)).isEmpty()) {
                found.neverActed.add(host.name());
            }
            found.lookAgainAfter(FencingTimes.TAKEOVER_TIMEOUT);
            return;
        }
        if (!runs) {
            return;
        }
        ledger.read(world.uid(), host, HostLease.of(lease.get()));
        var silence = ledger.silence(world.uid(), host);
        if (silence.compareTo(FencingTimes.TAKEOVER_TIMEOUT) >= 0) {
            found.taken.put(host.name(), lease.get());
            found.cutOff.add(host.name());
        } else {
            found.lookAgainAfter(FencingTimes.TAKEOVER_TIMEOUT.minus(silence));
        }
    }

    private static boolean isHeld(Lease lease, WorldRef world, Host host) {
        var known = HostLease.of(lease);
        return lease.hasOwnerReferenceFor(world.uid())
                && known.incarnation() == host.incarnation()
                && known.holder().isPresent();
    }

    /** By a process of this incarnation, which may have left something to its successor in the pod. */
    private static boolean isGivenBack(Lease lease, WorldRef world, Host host) {
        return lease.hasOwnerReferenceFor(world.uid()) && HostLease.of(lease).incarnation() == host.incarnation();
    }

    private static boolean isTaken(Lease lease, WorldRef world, Host host) {
        return lease.hasOwnerReferenceFor(world.uid()) && HostLease.of(lease).incarnation() > host.incarnation();
    }
}
