package io.fleetforge.controller.hosts;

import java.util.Objects;

/**
 * Why the process of a host does not run, as its pod reports it.
 *
 * @param message Kubernetes' own text, without what differs from attempt to attempt
 */
public record StartProblem(Kind kind, String message) {

    /** Kinds by cause, each with another next step. */
    public enum Kind {
        /** No node has room for the pod, or none may run it. */
        UNSCHEDULABLE("Unschedulable"),
        IMAGE_PULL("ImagePull"),
        /** A volume, Secret or security setting that the kubelet cannot apply. */
        CONFIGURATION("ContainerConfig"),
        CRASH_LOOP("CrashLoop"),
        OUT_OF_MEMORY("OOMKilled"),
        EVICTED("Evicted"),
        /** The kubelet did not admit the pod. */
        REJECTED("Rejected");

        private final String reason;

        Kind(String reason) {
            this.reason = reason;
        }

        /** The name in conditions and Events. */
        public String reason() {
            return reason;
        }
    }

    public StartProblem {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(message, "message");
    }
}
