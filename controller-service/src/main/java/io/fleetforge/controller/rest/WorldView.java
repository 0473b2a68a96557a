package io.fleetforge.controller.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Condition;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldSpecSpec;
import io.fleetforge.contracts.crd.WorldSpecStatus;
import io.fleetforge.contracts.names.Labels;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A world as HTTP callers see it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorldView(
        String namespace,
        String name,
        @Nullable String uid,
        String phase,
        boolean ready,
        int cells,
        int readyCells,
        int players,
        @Nullable Long topologyRevision,
        @Nullable String correlationId,
        @Nullable WorldSpecSpec spec,
        List<Condition> conditions) {

    static WorldView of(WorldSpec world) {
        var metadata = world.getMetadata();
        WorldSpecStatus status = world.getStatus();
        var annotations = metadata.getAnnotations();
        var readyCondition = status == null ? null : status.condition("Ready");
        return new WorldView(
                metadata.getNamespace(),
                metadata.getName(),
                metadata.getUid(),
                status == null || status.phase() == null ? "Pending" : status.phase(),
                readyCondition != null && "True".equals(readyCondition.getStatus()),
                status == null ? 0 : orZero(status.cells()),
                status == null ? 0 : orZero(status.readyCells()),
                status == null ? 0 : orZero(status.players()),
                status == null ? null : status.topologyRevision(),
                annotations == null ? null : annotations.get(Labels.CORRELATION_ID),
                world.getSpec(),
                status == null || status.conditions() == null ? List.of() : status.conditions());
    }

    private static int orZero(@Nullable Integer value) {
        return value == null ? 0 : value;
    }
}
