package io.fleetforge.controller.world;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fleetforge.runtime.leadership.LeaderWriteGate.NotLeadingException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;

/**
 * A reconcile that failed.
 *
 * @param message the message of the API server, else that of the innermost cause
 * @param attempts reconciles that failed one after the other
 * @param stale whether the process has lost the leadership, so that its failure is no statement about the world
 */
record ReconcileFailure(String message, int attempts, boolean stale) {

    /** With the pauses of the reconciler's retry: failing for three seconds. */
    static final int REPORTED_FROM = 5;

    private static final int MAX_CHARS = 1024;

    static ReconcileFailure of(Exception failure, Context<?> context) {
        return of(
                failure, context.getRetryInfo().map(RetryInfo::getAttemptCount).orElse(0));
    }

    static ReconcileFailure of(Exception failure, int attempts) {
        return new ReconcileFailure(describe(failure), attempts, isOfAnotherLeader(failure));
    }

    /** The first retries are silent: a conflict or an API server that restarts ends with them. */
    boolean isReported() {
        return attempts >= REPORTED_FROM && !stale;
    }

    private static String describe(Throwable failure) {
        var cause = failure;
        while (!(cause instanceof KubernetesClientException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof KubernetesClientException refused
                && refused.getStatus() != null
                && refused.getStatus().getMessage() != null) {
            return shortened(refused.getStatus().getMessage());
        }
        var message = cause.getMessage();
        return shortened(message == null ? cause.getClass().getSimpleName() : message);
    }

    private static boolean isOfAnotherLeader(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NotLeadingException) {
                return true;
            }
        }
        return false;
    }

    private static String shortened(String message) {
        return message.length() <= MAX_CHARS ? message : message.substring(0, MAX_CHARS - 1) + "…";
    }
}
