package io.fleetforge.controller.world;

import java.util.ArrayList;
import java.util.List;

/**
 * Objects of a world's names that belong to another owner, as {@code kind/name}.
 *
 * @param blocking without their removal the world gets no record, or a listed host no pod
 * @param other the world runs beside them
 */
record ForeignChildren(String namespace, List<String> blocking, List<String> other) {

    ForeignChildren {
        blocking = List.copyOf(blocking);
        other = List.copyOf(other);
    }

    /** All objects of its names are the world's. */
    static ForeignChildren none(String namespace) {
        return new ForeignChildren(namespace, List.of(), List.of());
    }

    boolean isEmpty() {
        return blocking.isEmpty() && other.isEmpty();
    }

    boolean blocks() {
        return !blocking.isEmpty();
    }

    /** For an operator: the objects, and the command that removes them. */
    String message() {
        var all = new ArrayList<>(blocking);
        all.addAll(other);
        var names = String.join(" ", all);
        return "%s: not of this WorldSpec, but of another owner or of a deleted world of its name; delete with kubectl -n %s delete %s%s"
                .formatted(String.join(", ", all), namespace, names, blocks() ? ", or rename the world" : "");
    }
}
