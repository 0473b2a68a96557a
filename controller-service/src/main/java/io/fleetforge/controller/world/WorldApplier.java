package io.fleetforge.controller.world;

import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.controller.kubernetes.HostLeases;
import io.fleetforge.controller.kubernetes.TopologyStore;
import io.fleetforge.controller.kubernetes.WorldDependents;
import io.fleetforge.controller.messaging.TopologyPublisher;
import io.fleetforge.controller.operation.CellOperation;
import io.fleetforge.controller.operation.ManualOperation;
import io.fleetforge.controller.plan.WorldPlan;
import io.fleetforge.controller.topology.OperationValidation;
import io.fleetforge.controller.topology.TopologyMessages;
import io.fleetforge.controller.topology.TopologyPlan;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ResourceOperations;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries a plan out in the one order that survives a crash after any step: Leases, record, session key and account, pods, Kafka,
 * budget, Services and routes. What a crash leaves undone, the next reconcile finds missing and does.
 */
@Singleton
final class WorldApplier {

    private final HostLeases leases;
    private final HostApplier hosts;
    private final WorldDependents dependents;
    private final TopologyPublisher publisher;
    private final ManualOperationRequests operationRequests;
    private final Exposure exposure;

    WorldApplier(
            HostLeases leases,
            HostApplier hosts,
            WorldDependents dependents,
            TopologyPublisher publisher,
            ManualOperationRequests operationRequests,
            Exposure exposure) {
        this.leases = leases;
        this.hosts = hosts;
        this.dependents = dependents;
        this.publisher = publisher;
        this.operationRequests = operationRequests;
        this.exposure = exposure;
    }

    WorldOutcome apply(
            WorldObservation observed, WorldPlan plan, CorrelationId correlation, Context<WorldSpec> context) {
        if (plan.invalid().isPresent()) {
            return unchanged(observed, correlation);
        }
        preempt(observed, plan);
        var topology = record(observed, plan, correlation, context.resourceOperations());
        var hostOutcome = hosts.apply(
                observed, plan, correlation, pod -> context.resourceOperations().create(pod));
        var published = topology == null || publish(observed.world(), topology, correlation);
        if (topology != null) {
            dependents.ensureBudget(
                    observed.world(),
                    topology.hosts().size(),
                    context.getSecondaryResourcesAsStream(PodDisruptionBudget.class)
                            .filter(budget -> budget.getMetadata()
                                    .getName()
                                    .equals(observed.world().getMetadata().getName()))
                            .findFirst());
        }
        var exposed = topology == null
                ? ExposureOutcome.NONE
                : exposure.apply(observed.world(), observed.exposure(), topology);
        var answered = plan.validation().filter(validation -> answer(observed, plan, validation));
        return new WorldOutcome(
                topology,
                plan.topology().operations(),
                hostOutcome,
                refusal(plan),
                published,
                answered,
                plan.scaling(),
                exposed);
    }

    /** Writes nothing of the plan; the record in force is published until it is observed. */
    private WorldOutcome unchanged(WorldObservation observed, CorrelationId correlation) {
        var current = observed.topologySpec();
        return new WorldOutcome(
                current,
                List.of(),
                HostOutcome.NONE,
                null,
                current == null || observed.isRebuilt() || publish(observed.world(), current, correlation),
                Optional.empty(),
                Optional.empty(),
                ExposureOutcome.NONE);
    }

    /** Before the record reassigns a host's cells: from then on the old process cannot become active again. */
    private void preempt(WorldObservation observed, WorldPlan plan) {
        var current = observed.topologySpec();
        if (current != null) {
            plan.topology()
                    .nextRecord()
                    .ifPresent(next -> observed.fencing()
                            .toPreempt(current, next)
                            .forEach(lease ->
                                    leases.preempt(WorldRefs.of(observed.world()), lease, current.epoch() + 1)));
        }
    }

    /**
     * Removes the request; false when it waits, or could not be removed now: then the next reconcile finds it done, or validates it
     * again. Nothing else of this reconcile depends on it.
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
        var next = plan.topology()
                .nextRecord()
                .or(() -> observed.isOrphaned() ? Optional.ofNullable(observed.topologySpec()) : Optional.empty());
        next.ifPresent(
                record -> TopologyStore.write(writer, observed.world(), observed.topology(), record, correlation));
        return next.orElse(observed.topologySpec());
    }

    private boolean publish(WorldSpec world, WorldTopologySpec topology, CorrelationId correlation) {
        return publisher.publishUnlessObserved(TopologyMessages.of(WorldRefs.of(world), topology), correlation);
    }

    private static @Nullable String refusal(WorldPlan plan) {
        return plan.topology() instanceof TopologyPlan.Refuse(var message, var recovery) ? message : null;
    }
}
