package io.fleetforge.controller.operation;

import io.fleetforge.contracts.names.Labels;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An operation on the topology that an operator requests by annotation, whatever the load. */
public sealed interface ManualOperation {

    /** The annotation that asked. */
    String annotation();

    /** One cell shall become two. */
    record Split(String cell) implements ManualOperation {
        @Override
        public String annotation() {
            return Labels.FORCE_SPLIT;
        }
    }

    /** Several cells shall become one. */
    record Merge(List<String> cells) implements ManualOperation {
        public Merge {
            cells = List.copyOf(cells);
        }

        @Override
        public String annotation() {
            return Labels.FORCE_MERGE;
        }
    }

    /** A cell shall run on another host of the world. */
    record Move(String cell, String host) implements ManualOperation {
        @Override
        public String annotation() {
            return Labels.FORCE_MOVE;
        }
    }

    /**
     * The request in the annotations; of several, split comes first, then merge: the others wait for the next reconcile.
     */
    static Optional<ManualOperation> of(Map<String, String> annotations) {
        var split = annotations.get(Labels.FORCE_SPLIT);
        if (split != null) {
            return Optional.of(new Split(split.strip()));
        }
        var merge = annotations.get(Labels.FORCE_MERGE);
        if (merge != null) {
            return Optional.of(new Merge(Arrays.stream(merge.split(",", -1))
                    .map(String::strip)
                    .distinct()
                    .toList()));
        }
        return Optional.ofNullable(annotations.get(Labels.FORCE_MOVE)).map(ManualOperation::move);
    }

    private static Move move(String request) {
        var at = request.indexOf('=');
        return at < 0
                ? new Move(request.strip(), "")
                : new Move(
                        request.substring(0, at).strip(),
                        request.substring(at + 1).strip());
    }
}
