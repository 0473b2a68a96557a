package io.fleetforge.controller.world;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldSpecStatus;
import io.fleetforge.contracts.message.WorldRef;
import io.fleetforge.contracts.names.Labels;
import java.util.Map;
import java.util.Optional;

/** Name of a WorldSpec on Kafka and in writes, and the correlation id of its present generation. */
final class WorldRefs {

    private WorldRefs() {}

    static WorldRef of(WorldSpec world) {
        var metadata = world.getMetadata();
        return new WorldRef(metadata.getNamespace(), metadata.getName(), metadata.getUid());
    }

    /** What a write of the status names: the world, this very object, and {@code status}. */
    static WorldSpec statusOf(WorldSpec world, WorldSpecStatus status) {
        var patch = new WorldSpec();
        patch.setMetadata(new ObjectMetaBuilder()
                .withNamespace(world.getMetadata().getNamespace())
                .withName(world.getMetadata().getName())
                .withUid(world.getMetadata().getUid())
                .build());
        patch.setStatus(status);
        return patch;
    }

    /** The id in the annotation when it is valid and about this generation, else one derived from UID and generation. */
    static CorrelationId correlation(WorldSpec world) {
        var metadata = world.getMetadata();
        return Optional.ofNullable(metadata.getAnnotations())
                .filter(annotations -> aboutNow(world, annotations))
                .flatMap(annotations -> CorrelationId.parse(annotations.get(Labels.CORRELATION_ID)))
                .orElseGet(() -> CorrelationId.derived(metadata.getUid(), metadata.getGeneration()));
    }

    private static boolean aboutNow(WorldSpec world, Map<String, String> annotations) {
        var id = annotations.get(Labels.CORRELATION_ID);
        var bound = annotations.get(Labels.CORRELATED_GENERATION);
        return bound == null
                || !bound.endsWith("/" + id) // of an id that was replaced since
                || bound.equals(world.getMetadata().getGeneration() + "/" + id);
    }
}
