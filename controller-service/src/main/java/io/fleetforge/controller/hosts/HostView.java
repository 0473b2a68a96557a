package io.fleetforge.controller.hosts;

import io.fabric8.kubernetes.api.model.Pod;
import io.fleetforge.contracts.names.Labels;
import java.util.Objects;

/**
 * A host pod as the planner sees it.
 *
 * @param uid UID of the pod, the precondition of every delete
 * @param incarnation incarnation it was created for; 0 when the annotation is unreadable
 * @param templateHash hash of the template it was created from
 * @param processRuns the kubelet's last word says that the process runs; also when that word is old
 */
public record HostView(
        String name, String uid, long incarnation, String templateHash, Phase phase, boolean processRuns) {

    /** Where the pod is in its life. */
    public enum Phase {
        STARTING,
        READY,
        /** Ended for good; it will not run again. */
        TERMINAL,
        /** Being deleted; its process may still run. */
        DELETING
    }

    public HostView {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(uid, "uid");
        Objects.requireNonNull(phase, "phase");
    }

    /** A pod whose process runs exactly when it is ready. */
    public HostView(String name, String uid, long incarnation, String templateHash, Phase phase) {
        this(name, uid, incarnation, templateHash, phase, phase == Phase.READY);
    }

    public static HostView of(Pod pod) {
        var annotations = pod.getMetadata().getAnnotations();
        var incarnation = annotations == null ? "" : annotations.getOrDefault(Labels.INCARNATION, "");
        var hash = annotations == null ? "" : annotations.getOrDefault(Labels.TEMPLATE_HASH, "");
        return new HostView(
                pod.getMetadata().getName(),
                pod.getMetadata().getUid(),
                incarnation.matches("[0-9]{1,18}") ? Long.parseLong(incarnation) : 0,
                hash,
                phase(pod),
                processRuns(pod));
    }

    /** Whether players can be there: it is ready, or was and ends in order. */
    public boolean serves() {
        return phase == Phase.READY || (phase == Phase.DELETING && processRuns);
    }

    private static boolean processRuns(Pod pod) {
        var status = pod.getStatus();
        return status != null
                && status.getContainerStatuses() != null
                && status.getContainerStatuses().stream()
                        .anyMatch(container -> container.getState() != null
                                && container.getState().getRunning() != null);
    }

    private static Phase phase(Pod pod) {
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            return Phase.DELETING;
        }
        var status = pod.getStatus();
        if (status == null || status.getPhase() == null) {
            return Phase.STARTING;
        }
        if (status.getPhase().equals("Failed") || status.getPhase().equals("Succeeded")) {
            return Phase.TERMINAL;
        }
        var ready = status.getConditions() != null
                && status.getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True"));
        return ready ? Phase.READY : Phase.STARTING;
    }
}
