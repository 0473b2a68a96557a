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
 * Compares the hosts of a topology with the existing pods and plans the writes. While a predecessor's pod holds a name the planner
 * waits: the end of that pod triggers the reconcile again. Pure.
 */
public final class HostPlanner {

    private HostPlanner() {}

    /**
     * The writes that bring the pods to the state of {@code topology}.
     *
     * @param roll a host to replace although its pod runs
     * @param maybeActive hosts without a pod whose last process may still be active: they get no pod yet
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
                // Its process is inactive, or its cells could not have been reassigned: a grace period serves nothing,
                // and the node may be gone.
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

    /**
     * The same writes without the creates of {@code waiting} hosts, whatever caused the reconcile.
     *
     * @param waiting hosts whose last create the API server refused a moment ago
     */
    public static List<HostAction> holdBack(List<HostAction> actions, Set<String> waiting) {
        return actions.stream()
                .map(action -> action instanceof HostAction.Create(var host, var incarnation) && waiting.contains(host)
                        ? new HostAction.HoldBack(host, incarnation)
                        : action)
                .toList();
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
