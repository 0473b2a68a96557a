package io.fleetforge.controller.hosts;

import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Host;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares the hosts of a topology with the pods that exist and says what to write. A pod whose name is still taken by a
 * predecessor is waited for: its end wakes the reconcile again. Pure.
 */
public final class HostPlanner {

    private HostPlanner() {}

    /**
     * Hosts of {@code topology} that have no pod although one may have existed: whoever takes their cells needs a higher
     * epoch.
     *
     * @param neverCreated hosts whose create the API server refused, so that no pod can have run
     * @param fencing who may still act although there is no pod, and who acts no more although there is one
     */
    public static Set<String> lost(
            WorldTopologySpec topology, Map<String, HostView> pods, Set<String> neverCreated, FencingVerdict fencing) {
        var lost = new HashSet<>(fencing.fenced());
        for (var host : topology.hosts()) {
            if (!pods.containsKey(host.name())
                    && !neverCreated.contains(host.name())
                    && !fencing.maybeActive().contains(host.name())) {
                lost.add(host.name());
            }
        }
        return lost;
    }

    /**
     * The writes that bring the pods to what {@code topology} asks for.
     *
     * @param roll a host to replace although its pod runs
     * @param maybeActive hosts without a pod whose last process may still act: they get none yet
     */
    public static List<HostAction> plan(
            WorldTopologySpec topology, Map<String, HostView> pods, Optional<String> roll, Set<String> maybeActive) {
        var actions = new ArrayList<HostAction>();
        var desired = new HashSet<String>();
        for (Host host : topology.hosts()) {
            desired.add(host.name());
            var pod = pods.get(host.name());
            if (pod == null) {
                if (!maybeActive.contains(host.name())) {
                    actions.add(new HostAction.Create(host.name(), host.incarnation()));
                }
            } else if (pod.incarnation() < host.incarnation()) {
                // Its process acts no more, or it could not be taken from: there is nothing to be gentle about, and
                // nobody may be
                // there to be gentle.
                actions.add(HostAction.Delete.byForce(host.name(), pod.uid(), "StaleIncarnation"));
            } else if (pod.phase() != HostView.Phase.DELETING) {
                replaceReason(host, pod, roll)
                        .ifPresent(reason -> actions.add(HostAction.Delete.of(host.name(), pod.uid(), reason)));
            }
        }
        for (var pod : pods.values()) {
            if (!desired.contains(pod.name()) && pod.phase() != HostView.Phase.DELETING) {
                actions.add(HostAction.Delete.of(pod.name(), pod.uid(), "NoCellsLeft"));
            }
        }
        return List.copyOf(actions);
    }

    private static Optional<String> replaceReason(Host host, HostView pod, Optional<String> roll) {
        if (pod.incarnation() > host.incarnation()) {
            return Optional.of("StaleIncarnation");
        }
        if (pod.phase() == HostView.Phase.TERMINAL) {
            return Optional.of("HostEnded");
        }
        return roll.filter(host.name()::equals).map(name -> "TemplateChanged");
    }
}
