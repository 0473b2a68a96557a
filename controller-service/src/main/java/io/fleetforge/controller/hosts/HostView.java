package io.fleetforge.controller.hosts;

import java.util.Objects;
import java.util.Optional;

/**
 * A host pod as the planner uses it.
 *
 * @param uid UID of the pod, the precondition of every delete
 * @param incarnation incarnation it was created for; 0 when the annotation is unreadable
 * @param templateHash hash of the template it was created from
 * @param processRuns the kubelet's last report is that the process runs; also when that report is old
 * @param problem why the process does not run, when the pod names a cause
 */
public record HostView(
        String name,
        String uid,
        long incarnation,
        String templateHash,
        Phase phase,
        boolean processRuns,
        Optional<StartProblem> problem) {

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

    /** A pod without a reported problem. */
    public HostView(String name, String uid, long incarnation, String templateHash, Phase phase, boolean processRuns) {
        this(name, uid, incarnation, templateHash, phase, processRuns, Optional.empty());
    }

    /** Whether players can be there: it is ready, or was and ends in order. */
    public boolean serves() {
        return phase == Phase.READY || (phase == Phase.DELETING && processRuns);
    }
}
