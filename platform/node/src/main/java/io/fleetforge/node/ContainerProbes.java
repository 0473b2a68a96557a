package io.fleetforge.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * The three probes of one start of a container. Readiness and liveness run once the startup probe has passed. Owned by the
 * pod's worker; results are posted to that worker.
 */
final class ContainerProbes {

    private final Container container;
    private final String address;
    private final ProbeRunner runner;
    private final Executor onWorker;
    private final ProbeState startup;
    private final ProbeState readiness;
    private final ProbeState liveness;

    ContainerProbes(Container container, ContainerRun.Context context, long nowNs) {
        this.container = container;
        this.address = context.address();
        this.runner = context.prober();
        this.onWorker = context.onWorker();
        this.startup = new ProbeState(container.getStartupProbe(), nowNs);
        this.readiness = new ProbeState(container.getReadinessProbe(), nowNs);
        this.liveness = new ProbeState(container.getLivenessProbe(), nowNs);
    }

    boolean started() {
        return startup.passed();
    }

    boolean ready() {
        return startup.passed() && readiness.passed();
    }

    /** A failed probe that requires a restart. */
    record Failure(String reason, Probe probe) {}

    /** Runs the probes that are due; returns a failure when the container has to be restarted. */
    Optional<Failure> step(long nowNs) {
        if (!startup.passed()) {
            run(startup, nowNs);
            return failure(startup, "startup probe failed");
        }
        run(readiness, nowNs);
        run(liveness, nowNs);
        return failure(liveness, "liveness probe failed");
    }

    private static Optional<Failure> failure(ProbeState state, String reason) {
        var probe = state.probe();
        return probe != null && state.failed() ? Optional.of(new Failure(reason, probe)) : Optional.empty();
    }

    private void run(ProbeState state, long nowNs) {
        var probe = state.probe();
        if (probe != null && state.isDue(nowNs)) {
            state.begin(nowNs);
            runner.run(probe, container, address, success -> onWorker.execute(() -> state.end(success)));
        }
    }
}
