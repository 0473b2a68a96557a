package io.fleetforge.controller.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.names.Labels;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How an object of a world's name belongs to the world. Owner references are lost when a WorldSpec is deleted with
 * {@code --cascade=orphan}, and when a tool restores objects; the labels stay.
 */
public enum Ownership {
    /** An owner reference has the world's UID. */
    OWNED,
    /** No controller owns it, and its labels name this very world: the reference is missing. */
    ORPHANED,
    /** It belongs to another owner, or to another world of the name. */
    FOREIGN;

    /** How {@code child} belongs to {@code world}. */
    public static Ownership of(HasMetadata child, WorldSpec world) {
        var metadata = world.getMetadata();
        if (child.hasOwnerReferenceFor(metadata.getUid())) {
            return OWNED;
        }
        var labels = labels(child);
        var recorded = labels.get(Labels.WORLD_UID);
        return !isControlled(child)
                        && metadata.getName().equals(labels.get(Labels.WORLD))
                        && (recorded == null || recorded.equals(metadata.getUid()))
                ? ORPHANED
                : FOREIGN;
    }

    /**
     * Whether a host pod is one of {@code world}: owned by it, or orphaned with its UID, which the process inside has too. The
     * controller has no right to edit pods, so that an orphaned one stays without reference, and ends with its world all the same.
     */
    public static boolean isHostOf(HasMetadata pod, WorldSpec world) {
        return switch (of(pod, world)) {
            case OWNED -> true;
            case ORPHANED -> labels(pod).containsKey(Labels.WORLD_UID);
            case FOREIGN -> false;
        };
    }

    /** The name of the world by the label of an object that no controller owns; empty for any other. */
    public static Optional<String> orphanOf(HasMetadata child) {
        return isControlled(child)
                ? Optional.empty()
                : Optional.ofNullable(labels(child).get(Labels.WORLD));
    }

    private static boolean isControlled(HasMetadata child) {
        var owners = child.getMetadata().getOwnerReferences();
        return owners != null && owners.stream().anyMatch(owner -> Boolean.TRUE.equals(owner.getController()));
    }

    private static Map<String, String> labels(HasMetadata object) {
        return Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.of());
    }
}
