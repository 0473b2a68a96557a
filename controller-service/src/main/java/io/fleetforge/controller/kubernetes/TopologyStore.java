package io.fleetforge.controller.kubernetes;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldTopology;
import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.names.Labels;
import io.javaoperatorsdk.operator.api.reconciler.ResourceOperations;
import org.jspecify.annotations.Nullable;

/**
 * Writes the WorldTopology by compare-and-set: a create fails when the name exists, an update when the object changed since the
 * version it was planned from. Either failure is the client's 409, and the reconcile starts again.
 */
public final class TopologyStore {

    private TopologyStore() {}

    /**
     * Writes {@code next} over {@code current}.
     *
     * @param writer performs the write, so that the caller's cache learns of it
     * @param current the record that {@code next} was planned from, null when there was none, without a resource version when it
     *     was deleted and rebuilt
     * @throws io.fabric8.kubernetes.client.KubernetesClientException 409 when it lost the race, 422 when the API server
     *     refuses a falling revision or epoch
     */
    public static WorldTopology write(
            ResourceOperations<WorldSpec> writer,
            WorldSpec world,
            @Nullable WorldTopology current,
            WorldTopologySpec next,
            CorrelationId correlation) {
        var record = new WorldTopology();
        record.setMetadata(metadata(world, current == null ? null : current.getMetadata(), correlation));
        record.setSpec(next);
        return record.getMetadata().getResourceVersion() == null ? writer.create(record) : writer.update(record);
    }

    /** Labels, annotations and finalizers of other writers stay. */
    static ObjectMeta metadata(WorldSpec world, @Nullable ObjectMeta current, CorrelationId correlation) {
        var stored = current != null && current.getResourceVersion() != null;
        return (stored ? new ObjectMetaBuilder(current) : new ObjectMetaBuilder())
                .withNamespace(world.getMetadata().getNamespace())
                .withName(world.getMetadata().getName())
                .addToLabels(WorldOwned.labels(world))
                .addToAnnotations(Labels.CORRELATION_ID, correlation.value())
                .withOwnerReferences(owner(world))
                .withManagedFields()
                .build();
    }

    /** The reference that makes the garbage collector remove children with their world. */
    public static OwnerReference owner(WorldSpec world) {
        return new OwnerReferenceBuilder()
                .withApiVersion(world.getApiVersion())
                .withKind(world.getKind())
                .withName(world.getMetadata().getName())
                .withUid(world.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build();
    }
}
