package io.fleetforge.controller.world;

import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.message.WorldRef;
import io.fleetforge.contracts.names.Labels;

/** How a WorldSpec is named on Kafka and which story its present generation belongs to. */
final class WorldRefs {

    private WorldRefs() {}

    static WorldRef of(WorldSpec world) {
        var metadata = world.getMetadata();
        return new WorldRef(metadata.getNamespace(), metadata.getName(), metadata.getUid());
    }

    /** The id in the annotation when it is valid, else one derived from UID and generation. */
    static CorrelationId correlation(WorldSpec world) {
        var metadata = world.getMetadata();
        var annotations = metadata.getAnnotations();
        return CorrelationId.parse(annotations == null ? null : annotations.get(Labels.CORRELATION_ID))
                .orElseGet(() -> CorrelationId.derived(metadata.getUid(), metadata.getGeneration()));
    }
}
