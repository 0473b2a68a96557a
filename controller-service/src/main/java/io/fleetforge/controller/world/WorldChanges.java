package io.fleetforge.controller.world;

import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.names.Labels;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.util.Objects;
import java.util.stream.Stream;

/** Which changes of a WorldSpec wake its reconcile: spec, deletion, finalizers and requests; not its own status. */
public final class WorldChanges implements OnUpdateFilter<WorldSpec> {

    @Override
    public boolean accept(WorldSpec now, WorldSpec before) {
        var is = now.getMetadata();
        var was = before.getMetadata();
        return !Objects.equals(is.getUid(), was.getUid())
                || !Objects.equals(is.getGeneration(), was.getGeneration())
                || !Objects.equals(is.getDeletionTimestamp(), was.getDeletionTimestamp())
                || !Objects.equals(is.getFinalizers(), was.getFinalizers())
                || Stream.of(Labels.FORCE_SPLIT, Labels.FORCE_MERGE, Labels.FORCE_MOVE, Labels.SCALING_PAUSED)
                        .anyMatch(request -> !Objects.equals(annotation(now, request), annotation(before, request)));
    }

    private static String annotation(WorldSpec world, String name) {
        var annotations = world.getMetadata().getAnnotations();
        return annotations == null ? "" : annotations.getOrDefault(name, "");
    }
}
