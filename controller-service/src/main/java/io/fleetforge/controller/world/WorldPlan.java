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
        if (current == null) {
            return planned(observed, Optional.empty(), Optional.empty(), Rollout.NONE, transition(observed));
        }
        var lost = observed.fencing().lost(current, observed.pods(), observed.neverCreated());
        var operation = observed.manualOperation()
                .map(asked -> OperationValidation.of(asked, current, observed.limits())
                        .along(observed::line));
        // A lost or possibly active host comes first: moving cells that run nowhere would hide the outage.
        var outage = Stream.concat(lost.stream(), observed.fencing().maybeActive().stream())
                .anyMatch(host -> !current.cellsOf(host).isEmpty());
        var scaling = operation.isEmpty() && !outage ? scaling(observed) : Optional.<ScalingDecision>empty();
        var step = outage ? Optional.<OperationValidation.Accepted>empty() : step(observed, operation, scaling);
        var rolling = Rollout.next(current, observed.pods(), observed.templateHash());
        var planned = TopologyPlanner.plan(observed.demand(), current, lost, step);
        var desired = outage ? planned : drained(observed, planned, current, rolling, lost);
        return planned(observed, operation, scaling, rolling, transition(observed, current, desired, lost));
    }

    /** The change of cells that is carried out now: a manual operation, else what limits or load require. */
    private static Optional<OperationValidation.Accepted> step(
            WorldObservation observed, Optional<OperationValidation> operation, Optional<ScalingDecision> scaling) {
        return operation
                .filter(OperationValidation.Accepted.class::isInstance)
                .map(OperationValidation.Accepted.class::cast)
                .or(() -> scaling.flatMap(ScalingDecision::step)
                        .map(proposal -> OperationValidation.Accepted.of(proposal, observed::line)));
    }

    private static TopologyPlan drained(
            WorldObservation observed,
            TopologyPlan planned,
            WorldTopologySpec current,
            Rollout rolling,
            Set<String> lost) {
        return Cordon.drain(
                planned,
                current,
                new Cordon.Hosts(
                        observed.demand().world(),
                        cordoned(observed, current, rolling),
                        lost,
                        observed.pods().keySet()));
    }

    /** Of a world without a record. */
    private static HostTransition transition(WorldObservation observed) {
        return observed.foreign().blocks()
                ? refused(observed.foreign().message())
                : HostTransition.of(
                        TopologyPlanner.plan(observed.demand(), null, Set.of(), Optional.empty()),
                        null,
                        observed.hosts(),
                        Set.of());
    }

    private static HostTransition transition(
            WorldObservation observed, WorldTopologySpec current, TopologyPlan desired, Set<String> lost) {
        var transition = HostTransition.of(desired, current, observed.hosts(), lost);
        return observed.isRebuilt()
                ? new HostTransition(TopologyRebuild.written(transition.plan(), current), transition.awaited())
                : transition;
    }

    private static WorldPlan planned(
            WorldObservation observed,
            Optional<OperationValidation> operation,
            Optional<ScalingDecision> scaling,
            Rollout rolling,
            HostTransition transition) {
        var topology = transition.plan();
        var validation = topology instanceof TopologyPlan.Refuse(var message, var recovery)
                ? operation.map(validated -> refusedWith(validated, message))
                : operation;
        var target = topology.nextRecord().orElse(observed.topologySpec());
        return target == null
                ? new WorldPlan(transition, List.of(), Rollout.NONE, validation, scaling)
                : new WorldPlan(transition, hosts(observed, target, rolling), rolling, validation, scaling);
    }

    private static OperationValidation refusedWith(OperationValidation validated, String message) {
        return validated instanceof OperationValidation.Accepted accepted
                ? new OperationValidation.Refused(accepted.operation(), "the spec is refused: " + message)
                : validated;
    }

    private static List<HostAction> hosts(WorldObservation observed, WorldTopologySpec target, Rollout rolling) {
        return HostPlanner.holdBack(
                HostPlanner.plan(
                        target,
                        observed.pods(),
                        rolling.replace(),
                        observed.fencing().maybeActive()),
                observed.refused().waiting());
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
