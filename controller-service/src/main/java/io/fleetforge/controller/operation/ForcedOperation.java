package io.fleetforge.controller.operation;

import io.fleetforge.contracts.names.Labels;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an operator asks of the topology by annotation, whatever the load says. */
public sealed interface ForcedOperation {

    /** The annotation that asked. */
    String annotation();

    /** One cell shall become two. */
    record Split(String cell) implements ForcedOperation {
        @Override
        public String annotation() {
            return Labels.FORCE_SPLIT;
        }
    }

    /** Several cells shall become one. */
    record Merge(List<String> cells) implements ForcedOperation {
        public Merge {
            cells = List.copyOf(cells);
        }

        @Override
        public String annotation() {
            return Labels.FORCE_MERGE;
        }
    }

    /** The request in the annotations; of two the split comes first, the merge stays for the next round. */
    static Optional<ForcedOperation> of(Map<String, String> annotations) {
        var split = annotations.get(Labels.FORCE_SPLIT);
        if (split != null) {
            return Optional.of(new Split(split.strip()));
        }
        return Optional.ofNullable(annotations.get(Labels.FORCE_MERGE))
                .map(cells -> new Merge(Arrays.stream(cells.split(",", -1))
                        .map(String::strip)
                        .distinct()
                        .toList()));
    }
}
