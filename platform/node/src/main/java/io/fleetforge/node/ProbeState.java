package io.fleetforge.node;

import io.fabric8.kubernetes.api.model.Probe;
import org.jspecify.annotations.Nullable;

/**
 * One probe of one running container: when it is due and what its results amount to. Time is an argument. Not thread-safe;
 * the pod's worker owns it.
 */
final class ProbeState {

    private static final long NS_PER_S = 1_000_000_000L;

    private final @Nullable Probe probe;
    private long dueNs;
    private int successes;
    private int failures;
    private boolean running;
    private boolean passed;

    ProbeState(@Nullable Probe probe, long startedNs) {
        this.probe = probe;
        this.dueNs = startedNs + (probe == null ? 0 : seconds(probe.getInitialDelaySeconds(), 0));
    }

    boolean isDefined() {
        return probe != null;
    }

    @Nullable
    Probe probe() {
        return probe;
    }

    boolean isDue(long nowNs) {
        return probe != null && !running && nowNs >= dueNs;
    }

    void begin(long nowNs) {
        running = true;
        dueNs = nowNs + (probe == null ? NS_PER_S : seconds(probe.getPeriodSeconds(), 10));
    }

    void end(boolean success) {
        running = false;
        if (success) {
            successes++;
            failures = 0;
            passed |= probe != null && successes >= threshold(probe.getSuccessThreshold(), 1);
        } else {
            failures++;
            successes = 0;
            passed &= !failed();
        }
    }

    /** No such probe, or enough successes in a row and since then not enough failures in a row. */
    boolean passed() {
        return probe == null || passed;
    }

    /** Enough failures in a row to act on. */
    boolean failed() {
        return probe != null && failures >= threshold(probe.getFailureThreshold(), 3);
    }

    private static long seconds(@Nullable Integer value, int otherwise) {
        return (value == null ? otherwise : value) * NS_PER_S;
    }

    private static int threshold(@Nullable Integer value, int otherwise) {
        return value == null || value < 1 ? otherwise : value;
    }
}
