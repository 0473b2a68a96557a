package io.fleetforge.controller.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fleetforge.contracts.names.Labels;
import io.fleetforge.controller.hosts.HostView;
import io.fleetforge.controller.hosts.HostView.Phase;

/** Reads a host pod as the planner uses it. */
public final class HostPodReader {

    private HostPodReader() {}

    public static HostView read(Pod pod) {
        var annotations = pod.getMetadata().getAnnotations();
        var incarnation = annotations == null ? "" : annotations.getOrDefault(Labels.INCARNATION, "");
        var hash = annotations == null ? "" : annotations.getOrDefault(Labels.TEMPLATE_HASH, "");
        return new HostView(
                pod.getMetadata().getName(),
                pod.getMetadata().getUid(),
                incarnation.matches("[0-9]{1,18}") ? Long.parseLong(incarnation) : 0,
                hash,
                phase(pod),
                processRuns(pod),
                StartProblemReader.read(pod));
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
