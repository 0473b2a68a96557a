package io.fleetforge.controller.world;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldTopology;
import io.fleetforge.contracts.names.Labels;
import io.fleetforge.controller.kubernetes.Ownership;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.SecondaryToPrimaryMapper;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.Mappers;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The informers of a world's children, and those children that are not its own. A child without owner is found by its labels: its
 * removal triggers the reconcile of the world whose name it has.
 */
@Singleton
final class ChildObserver {

    /** Host pods, topologies, disruption budgets, Services of hosts. */
    List<EventSource<?, WorldSpec>> eventSources(EventSourceContext<WorldSpec> context) {
        var pods = InformerEventSourceConfiguration.from(Pod.class, WorldSpec.class)
                .withLabelSelector(Labels.COMPONENT + "=" + Labels.COMPONENT_CELL_HOST)
                .withSecondaryToPrimaryMapper(byOwnerOrLabel())
                .build();
        var topologies = InformerEventSourceConfiguration.from(WorldTopology.class, WorldSpec.class)
                .withSecondaryToPrimaryMapper(byOwnerOrLabel())
                .build();
        var budgets = InformerEventSourceConfiguration.from(PodDisruptionBudget.class, WorldSpec.class)
                .withLabelSelector(Labels.MANAGED_BY + "=" + Labels.MANAGED_BY_CONTROLLER)
                .withSecondaryToPrimaryMapper(byOwnerOrLabel())
                .withOnUpdateFilter((next, before) -> !Objects.equals(
                                next.getMetadata().getGeneration(),
                                before.getMetadata().getGeneration())
                        || !Objects.equals(
                                next.getMetadata().getOwnerReferences(),
                                before.getMetadata().getOwnerReferences()))
                .build();
        var services = InformerEventSourceConfiguration.from(Service.class, WorldSpec.class)
                .withLabelSelector(Labels.MANAGED_BY + "=" + Labels.MANAGED_BY_CONTROLLER + "," + Labels.COMPONENT + "="
                        + Labels.COMPONENT_CELL_HOST)
                .withSecondaryToPrimaryMapper(byOwnerOrLabel())
                .build();
        return List.of(
                new InformerEventSource<>(pods, context),
                new InformerEventSource<>(services, context),
                new InformerEventSource<>(budgets, context),
                new InformerEventSource<>(topologies, context));
    }

    /**
     * Objects of the world's names that belong to another owner.
     *
     * @param foreignTopology whether the record is one of them
     * @param topology the world's own record
     */
    ForeignChildren foreign(
            WorldSpec world, boolean foreignTopology, @Nullable WorldTopology topology, Context<WorldSpec> context) {
        var metadata = world.getMetadata();
        var blocking = new ArrayList<String>();
        var other = new ArrayList<String>();
        if (foreignTopology) {
            blocking.add("worldtopology/" + metadata.getName());
        }
        var listed = topology == null
                ? Set.<String>of()
                : topology.getSpec().hosts().stream().map(host -> host.name()).collect(Collectors.toUnmodifiableSet());
        context.getSecondaryResourcesAsStream(Pod.class)
                .filter(pod -> !Ownership.isHostOf(pod, world))
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .map(pod -> pod.getMetadata().getName())
                .sorted()
                .forEach(name -> (foreignTopology || listed.contains(name) ? blocking : other).add("pod/" + name));
        context.getSecondaryResourcesAsStream(PodDisruptionBudget.class)
                .filter(budget -> budget.getMetadata().getName().equals(metadata.getName()))
                .filter(budget -> Ownership.of(budget, world) == Ownership.FOREIGN)
                .map(budget -> "poddisruptionbudget/" + budget.getMetadata().getName())
                .forEach(other::add);
        return new ForeignChildren(metadata.getNamespace(), blocking, other);
    }

    private static <T extends HasMetadata> SecondaryToPrimaryMapper<T> byOwnerOrLabel() {
        var byOwner = Mappers.<T>fromOwnerReferences(WorldSpec.class);
        return child -> {
            var owners = byOwner.toPrimaryResourceIDs(child);
            return owners.isEmpty()
                    ? Ownership.orphanOf(child)
                            .map(world -> Set.of(
                                    new ResourceID(world, child.getMetadata().getNamespace())))
                            .orElseGet(Set::of)
                    : owners;
        };
    }
}
