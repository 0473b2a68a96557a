package io.fleetforge.controller.plan;

import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Host;
import io.fleetforge.controller.exposure.PublishedAddresses;
import io.fleetforge.controller.hosts.HostAction;
import io.fleetforge.controller.hosts.HostPlanner;
import io.fleetforge.controller.hosts.HostView;
import io.fleetforge.controller.hosts.Rollout;
import io.fleetforge.controller.plan.PlanInput.CurrentTopology;
import io.fleetforge.controller.plan.PlanInput.HostStates;
import io.fleetforge.controller.problem.WorldProblem;
import io.fleetforge.controller.scaling.ScalingDecision;
import io.fleetforge.controller.topology.Cordon;
import io.fleetforge.controller.topology.HostTransition;
import io.fleetforge.controller.topology.OperationValidation;
import io.fleetforge.controller.topology.TopologyCheck;
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
public record WorldPlan(
        HostTransition transition,
        List<HostAction> hosts,
        Rollout rolling,
        Optional<OperationValidation> validation,
        Optional<ScalingDecision> scaling) {

    public WorldPlan {
        hosts = List.copyOf(hosts);
    }

    /** Change of the record, or why there is none. */
    public TopologyPlan topology() {
        return transition.plan();
    }

    /** Why the next record is not written and no host is changed; empty for a sound plan, and when the record stays. */
    public Optional<WorldProblem> invalid() {
        return topology()
                .nextRecord()
                .flatMap(next -> TopologyCheck.violation(next)
                        .map(violation -> new WorldProblem.TopologyInvalid(next.revision(), violation)));
    }

    /** Hosts that must serve before the desired cells are assigned to them. */
    public Set<String> awaited() {
        return transition.awaited();
    }

    /** Equal inputs give equal plans. */
    public static WorldPlan of(PlanInput input) {
        return input.current().map(current -> of(input, current)).orElseGet(() -> ofNewWorld(input));
    }

    private static WorldPlan of(PlanInput input, CurrentTopology current) {
        var record = current.record();
        var operation = input.request()
                .map(request -> OperationValidation.of(request.operation(), record, request.limits())
                        .along(input::line));
        // A lost or possibly active host comes first: moving cells that run nowhere would hide the outage.
        var outage = input.hosts().outage(record);
        var scaling = operation.isEmpty() && !outage ? scaling(input) : Optional.<ScalingDecision>empty();
        var step = outage ? Optional.<OperationValidation.Accepted>empty() : step(input, operation, scaling);
        var rolling = Rollout.next(record, input.hosts().pods(), input.hosts().templateHash());
        var planned = TopologyPlanner.plan(input.demand(), record, input.hosts().lost(), step);
        var desired = outage ? planned : drained(input, planned, record, rolling);
        return planned(input, new Decision(operation, scaling, rolling), transition(input, current, desired));
    }

    private static WorldPlan ofNewWorld(PlanInput input) {
        var transition = input.blocked()
                .map(message -> new HostTransition(new TopologyPlan.Refuse(message, Optional.empty()), Set.of()))
                .orElseGet(() -> HostTransition.of(
                        TopologyPlanner.plan(input.demand(), null, Set.of(), Optional.empty()),
                        null,
                        input.hosts().reports(),
                        Set.of()));
        return planned(input, new Decision(Optional.empty(), Optional.empty(), Rollout.NONE), transition);
    }

    /** What was decided before the transition of the record. */
    private record Decision(
            Optional<OperationValidation> operation, Optional<ScalingDecision> scaling, Rollout rolling) {}

    /** The change of cells that is carried out now: a manual operation, else what limits or load require. */
    private static Optional<OperationValidation.Accepted> step(
            PlanInput input, Optional<OperationValidation> operation, Optional<ScalingDecision> scaling) {
        return operation
                .filter(OperationValidation.Accepted.class::isInstance)
                .map(OperationValidation.Accepted.class::cast)
                .or(() -> scaling.flatMap(ScalingDecision::step)
                        .map(proposal -> OperationValidation.Accepted.of(proposal, input::line)));
    }

    private static TopologyPlan drained(
            PlanInput input, TopologyPlan planned, WorldTopologySpec current, Rollout rolling) {
        var hosts = input.hosts();
        return Cordon.drain(
                planned,
                current,
                new Cordon.Hosts(
                        input.demand().world(),
                        cordoned(hosts, current, rolling),
                        hosts.lost(),
                        hosts.pods().keySet()));
    }

    private static HostTransition transition(PlanInput input, CurrentTopology current, TopologyPlan desired) {
        var transition = HostTransition.of(
                desired,
                current.record(),
                input.hosts().reports(),
                input.hosts().lost());
        return current.rebuilt()
                ? new HostTransition(TopologyRebuild.written(transition.plan(), current.record()), transition.awaited())
                : transition;
    }

    private static WorldPlan planned(PlanInput input, Decision decision, HostTransition unaddressed) {
        var transition =
                new HostTransition(PublishedAddresses.in(unaddressed.plan(), input.addresses()), unaddressed.awaited());
        var topology = transition.plan();
        var validation = topology instanceof TopologyPlan.Refuse(var message, var recovery)
                ? decision.operation().map(validated -> refusedWith(validated, message))
                : decision.operation();
        return topology.nextRecord()
                .or(() -> input.current().map(CurrentTopology::record))
                .map(target -> new WorldPlan(
                        transition,
                        hosts(input.hosts(), target, decision.rolling()),
                        decision.rolling(),
                        validation,
                        decision.scaling()))
                .orElseGet(() -> new WorldPlan(transition, List.of(), Rollout.NONE, validation, decision.scaling()));
    }

    private static OperationValidation refusedWith(OperationValidation validated, String message) {
        return validated instanceof OperationValidation.Accepted accepted
                ? new OperationValidation.Refused(accepted.operation(), "the spec is refused: " + message)
                : validated;
    }

    private static List<HostAction> hosts(HostStates hosts, WorldTopologySpec target, Rollout rolling) {
        return HostPlanner.holdBack(
                HostPlanner.plan(target, hosts.pods(), rolling.replace(), hosts.maybeActive()), hosts.waiting());
    }

    /** Hosts that shall have no cells: those that end in order, and the one that is drained for its template. */
    private static Set<String> cordoned(HostStates hosts, WorldTopologySpec current, Rollout rolling) {
        var ending = current.hosts().stream()
                .filter(host -> {
                    var pod = hosts.pods().get(host.name());
                    return pod != null
                            && pod.phase() == HostView.Phase.DELETING
                            && pod.incarnation() == host.incarnation()
                            && pod.processRuns();
                })
                .map(Host::name);
        return Stream.concat(ending, rolling.drain().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** What load decides about a topology that answers the spec. */
    private static Optional<ScalingDecision> scaling(PlanInput input) {
        return input.loads()
                .filter(view -> input.demand().source().equals(view.topology().source()))
                .map(ScalingDecision::of);
    }
}
