package io.fleetforge.ffctl.health;

import io.fabric8.kubernetes.api.model.Event;
import java.util.Objects;

/** Warnings that every start of the local platform may cause: its control plane is new, and nothing is to be done. */
public final class LocalWarnings {

    /** The API server checks the address of its own Service before its cache has it, and repairs what is in order. */
    private static final String ADDRESS_OF_THE_API = "ClusterIPNotAllocated";

    private LocalWarnings() {}

    /** Whether the Warning belongs to the start of a local platform. In another cluster it may be a fault. */
    public static boolean isOfStart(Event warning) {
        var subject = warning.getInvolvedObject();
        return Objects.equals(warning.getReason(), ADDRESS_OF_THE_API)
                && Objects.equals(subject.getKind(), "Service")
                && Objects.equals(subject.getNamespace(), "default")
                && Objects.equals(subject.getName(), "kubernetes");
    }
}
