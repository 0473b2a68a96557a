package io.fleetforge.controller.world;

import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Host;
import io.fleetforge.controller.hosts.HostAction;
import io.fleetforge.controller.hosts.HostPlanner;
import io.fleetforge.controller.hosts.HostView;
import io.fleetforge.controller.hosts.Rollout;
import io.fleetforge.controller.scaling.ScalingDecision;
import io.fleetforge.controller.topology.Cordon;
import io.fleetforge.controller.topology.HostTransition;
import io.fleetforge.controller.topology.OperationValidation;
import io.fleetforge.controller.topology.TopologyPlan;
import io.fleetforge.controller.topology.TopologyPlanner;
import io.fleetforge.controller.topology.TopologyRebuild;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The writes of one reconcile.
 *
 * @param transition change of the record, and the hosts it waits for
 * @param hosts writes on pods, in order
 * @param rolling host that is replaced for its template, if any, and how
 * @param validation result for a manual operation, if one was requested
 * @param scaling the scaling decision; empty while something else comes first
 */
record WorldPlan(
        HostTransition transition,
        List<HostAction> hosts,
        Rollout rolling,
        Optional<OperationValidation> validation,
        Optional<ScalingDecision> scaling) {

    WorldPlan {
        hosts = List.copyOf(hosts);
    }

    TopologyPlan topology() {
        return transition.plan();
    }

    /** Hosts that must serve before the desired cells are assigned to them. */
    Set<String> awaited() {
        return transition.awaited();
    }

    /** Pure: equal observations give equal plans. */
    static WorldPlan of(WorldObservation observed) {
        var current = observed.topologySpec();
        var lost = current == null
                ? Set.<String>of()
                : observed.fencing().lost(current, observed.pods(), observed.neverCreated());
        var operation = current == null
                ? Optional.<OperationValidation>empty()
                : observed.manualOperation()
                        .map(asked -> OperationValidation.of(asked, current, observed.limits())
                                .along(observed::line));
        // A lost or possibly active host comes first: moving cells that run nowhere would hide the outage.
        var outage = current == null
                ? Set.<String>of()
                : Stream.concat(lost.stream(), observed.fencing().maybeActive().stream())
                        .filter(host -> !current.cellsOf(host).isEmpty())
                        .collect(Collectors.toUnmodifiableSet());
        var now = outage.isEmpty()
                ? operation
                        .filter(OperationValidation.Accepted.class::isInstance)
                        .map(OperationValidation.Accepted.class::cast)
                : Optional.<OperationValidation.Accepted>empty();
        var scaling = operation.isEmpty() && outage.isEmpty() ? scaling(observed) : Optional.<ScalingDecision>empty();
        var step = scaling.flatMap(ScalingDecision::step)
                .map(proposal -> OperationValidation.Accepted.of(proposal, observed::line));
        var rolling = current == null ? Rollout.NONE : Rollout.next(current, observed.pods(), observed.templateHash());
        var planned = TopologyPlanner.plan(observed.demand(), current, lost, now.or(() -> step));
        var desired = current == null || !outage.isEmpty()
                ? planned
                : Cordon.drain(
                        planned,
                        current,
                        new Cordon.Hosts(
                                observed.demand().world(),
                                cordoned(observed, current, rolling),
                                lost,
                                observed.pods().keySet()));
        var transition = observed.foreign()
                .map(WorldPlan::refused)
                .orElseGet(() -> HostTransition.of(desired, current, observed.hosts(), lost));
        if (current != null && observed.isRebuilt()) {
            transition = new HostTransition(TopologyRebuild.written(transition.plan(), current), transition.awaited());
        }
        var topology = transition.plan();
        if (topology instanceof TopologyPlan.Refuse(var message, var recovery)) {
            operation = operation.map(validated -> validated instanceof OperationValidation.Accepted accepted
                    ? new OperationValidation.Refused(accepted.operation(), "the spec is refused: " + message)
                    : validated);
        }
        var target = topology.nextRecord().orElse(current);
        if (target == null) {
            return new WorldPlan(transition, List.of(), Rollout.NONE, operation, scaling);
        }
        return new WorldPlan(
                transition,
                HostPlanner.holdBack(
                        HostPlanner.plan(
                                target,
                                observed.pods(),
                                rolling.replace(),
                                observed.fencing().maybeActive()),
                        observed.refused().waiting()),
                rolling,
                operation,
                scaling);
    }

    private static HostTransition refused(String message) {
        return new HostTransition(new TopologyPlan.Refuse(message, Optional.empty()), Set.of());
    }

    /** Hosts that shall have no cells: those that end in order, and the one that is drained for its template. */
    private static Set<String> cordoned(WorldObservation observed, WorldTopologySpec current, Rollout rolling) {
        var ending = current.hosts().stream()
                .filter(host -> {
                    var pod = observed.pods().get(host.name());
                    return pod != null
                            && pod.phase() == HostView.Phase.DELETING
                            && pod.incarnation() == host.incarnation()
                            && pod.processRuns();
                })
                .map(Host::name);
        return Stream.concat(ending, rolling.drain().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** What load decides about a topology that answers the spec. */
    private static Optional<ScalingDecision> scaling(WorldObservation observed) {
        return observed.loads()
                .filter(view ->
                        observed.demand().source().equals(view.topology().source()))
                .map(ScalingDecision::of);
    }
}
