package io.fleetforge.controller.world;

import io.fabric8.kubernetes.api.model.Pod;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.controller.hosts.HostAction;
import io.fleetforge.controller.kubernetes.DisruptionBudgets;
import io.fleetforge.controller.kubernetes.HostAccess;
import io.fleetforge.controller.kubernetes.HostLeases;
import io.fleetforge.controller.kubernetes.HostPods;
import io.fleetforge.controller.kubernetes.HostPods.Creation;
import io.fleetforge.controller.kubernetes.HostTemplate;
import io.fleetforge.controller.kubernetes.SessionKeys;
import io.fleetforge.controller.kubernetes.TopologyStore;
import io.fleetforge.controller.messaging.TopologyPublisher;
import io.fleetforge.controller.operation.CellOperation;
import io.fleetforge.controller.operation.ManualOperation;
import io.fleetforge.controller.topology.OperationValidation;
import io.fleetforge.controller.topology.TopologyMessages;
import io.fleetforge.controller.topology.TopologyPlan;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ResourceOperations;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Carries a plan out in the one order that survives a crash after any step: Leases, record, session key and account, pods, Kafka. What a crash leaves
 * undone, the next reconcile finds missing and does.
 */
final class WorldApplier {

    private final HostPods hostPods;
    private final SessionKeys keys;
    private final HostAccess access;
    private final HostLeases leases;
    private final DisruptionBudgets budgets;
    private final HostTemplate template;
    private final TopologyPublisher publisher;
    private final RefusedHosts refusedHosts;
    private final ManualOperationRequests operationRequests;

    /** How hosts come to be and are replaced: their pods, the key and the rights these need to start, and their Leases. */
    record HostWrites(
            HostPods pods, SessionKeys keys, HostAccess access, HostLeases leases, DisruptionBudgets budgets) {}

    WorldApplier(
            HostWrites writes,
            HostTemplate template,
            TopologyPublisher publisher,
            RefusedHosts refusedHosts,
            ManualOperationRequests operationRequests) {
        this.hostPods = writes.pods();
        this.keys = writes.keys();
        this.access = writes.access();
        this.leases = writes.leases();
        this.budgets = writes.budgets();
        this.template = template;
        this.publisher = publisher;
        this.refusedHosts = refusedHosts;
        this.operationRequests = operationRequests;
    }

    WorldOutcome apply(
            WorldObservation observed, WorldPlan plan, CorrelationId correlation, Context<WorldSpec> context) {
        preempt(observed, plan);
        var topology = record(observed, plan, correlation, context.resourceOperations());
        var refused = pods(
                observed.world(),
                plan,
                correlation,
                pod -> context.resourceOperations().create(pod));
        var published = topology == null || publish(observed.world(), topology, correlation);
        if (topology != null) {
            budgets.require(observed.world(), topology.hosts().size());
        }
        var answered = plan.validation().filter(validation -> answer(observed, plan, validation));
        return new WorldOutcome(
                topology, plan.topology().operations(), refused, refusal(plan), published, answered, plan.scaling());
    }

    /** Before the record says that a host's cells are another process's: from then on the old one cannot come back. */
    private void preempt(WorldObservation observed, WorldPlan plan) {
        var current = observed.topologySpec();
        if (current != null) {
            plan.topology()
                    .nextRecord()
                    .ifPresent(next -> observed.fencing()
                            .toPreempt(current, next)
                            .forEach(lease -> leases.preempt(lease, current.epoch() + 1)));
        }
    }

    /**
     * Takes the request off; false when it waits, or could not be taken off now: then the next reconcile finds it done, or
     * judges it again. Nothing else of this reconcile depends on it.
     */
    private boolean answer(WorldObservation observed, WorldPlan plan, OperationValidation validation) {
        var waits = validation instanceof OperationValidation.Accepted accepted
                && plan.topology().operations().stream().noneMatch(operation -> carriesOut(operation, accepted));
        return !waits && operationRequests.answered(observed.world(), validation.operation());
    }

    private static boolean carriesOut(CellOperation operation, OperationValidation.Accepted accepted) {
        return switch (operation) {
            case CellOperation.Split(var parent, var children) ->
                accepted.cells().contains(parent);
            case CellOperation.Merge(var parents, var child) -> parents.containsAll(accepted.cells());
            case CellOperation.Launch launch -> false;
            case CellOperation.Retire retire -> false;
            case CellOperation.Move(var from, var to) ->
                accepted.operation() instanceof ManualOperation.Move
                        && accepted.cells().contains(from);
            case CellOperation.Recover recover -> false;
        };
    }

    private static @Nullable WorldTopologySpec record(
            WorldObservation observed,
            WorldPlan plan,
            CorrelationId correlation,
            ResourceOperations<WorldSpec> writer) {
        var next = plan.topology().nextRecord();
        next.ifPresent(
                record -> TopologyStore.write(writer, observed.world(), observed.topology(), record, correlation));
        return next.orElse(observed.topologySpec());
    }

    private Map<String, String> pods(
            WorldSpec world, WorldPlan plan, CorrelationId correlation, UnaryOperator<Pod> create) {
        var uid = world.getMetadata().getUid();
        var refused = new HashMap<String, String>();
        for (var action : plan.hosts()) {
            switch (action) {
                case HostAction.Delete(var host, var podUid, var reason, var force) ->
                    hostPods.delete(world.getMetadata().getNamespace(), host, podUid, force);
                case HostAction.Create(var host, var incarnation) -> {
                    switch (create(world, template.render(world, host, incarnation, correlation), create)) {
                        case Creation.Created(var pod) -> refusedHosts.created(uid, host);
                        case Creation.Refused(var message) -> {
                            access.forget(world.getMetadata().getNamespace());
                            refusedHosts.refused(uid, host, incarnation, message);
                            refused.put(host, message);
                        }
                    }
                }
            }
        }
        return refused;
    }

    /** Key and account first: a pod without them does not start. */
    private Creation create(WorldSpec world, Pod pod, UnaryOperator<Pod> create) {
        return keys.ensure(world)
                .or(() -> access.ensure(world.getMetadata().getNamespace()))
                .<Creation>map(Creation.Refused::new)
                .orElseGet(() -> hostPods.create(pod, create));
    }

    private boolean publish(WorldSpec world, WorldTopologySpec topology, CorrelationId correlation) {
        return publisher.publishUnlessObserved(TopologyMessages.of(WorldRefs.of(world), topology), correlation);
    }

    private static @Nullable String refusal(WorldPlan plan) {
        return plan.topology() instanceof TopologyPlan.Refuse(var message, var recovery) ? message : null;
    }
}
