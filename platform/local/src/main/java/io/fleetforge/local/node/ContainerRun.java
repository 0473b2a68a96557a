package io.fleetforge.local.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fleetforge.local.StateFiles;
import io.fleetforge.local.process.ProcessRecord;
import io.fleetforge.local.process.ProcessTable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One container of a pod as a process: start, probes, end, restart with back-off. The pod's worker owns it; probe results
 * come back through {@link #onWorker}. What it needs to survive the agent is on disk.
 */
final class ContainerRun {

    private static final int UNKNOWN_EXIT = 255;
    private static final int SIGNALLED = 128;

    /** What survives a restart of the agent. */
    record Memory(int restarts, String startedAt) {}

    private final Container container;
    private final String address;
    private final Path folder;
    private final ProcessTable processes;
    private final ProbeRunner prober;
    private final java.util.concurrent.Executor onWorker;

    private Backoff backoff = Backoff.none();
    private int restarts;
    private Instant startedAt = Instant.EPOCH;
    private @Nullable ProcessRecord process;
    private @Nullable ContainerState ended;
    private @Nullable String waitReason = "ContainerCreating";
    private @Nullable String waitMessage;
    private Instant notBefore = Instant.EPOCH;
    private @Nullable String killReason;
    private ProbeState startup = new ProbeState(null, 0);
    private ProbeState readiness = new ProbeState(null, 0);
    private ProbeState liveness = new ProbeState(null, 0);

    ContainerRun(
            Container container,
            String address,
            Path folder,
            ProbeRunner prober,
            java.util.concurrent.Executor onWorker) {
        this.container = container;
        this.address = address;
        this.folder = folder;
        this.processes = new ProcessTable(folder.resolve("processes"));
        this.prober = prober;
        this.onWorker = onWorker;
        adopt();
    }

    private void adopt() {
        var memory = StateFiles.readJson(memoryFile(), Memory.class);
        processes.recorded(container.getName()).ifPresent(record -> {
            process = record;
            restarts = memory.map(Memory::restarts).orElse(0);
            startedAt = memory.map(known -> Instant.parse(known.startedAt())).orElse(Instant.EPOCH);
            armProbes();
        });
    }

    String name() {
        return container.getName();
    }

    Container spec() {
        return container;
    }

    boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** Ended and not to be started again under {@code restartPolicy}. */
    boolean isFinished(String restartPolicy) {
        return ended != null && !isRunning() && !mayRestart(restartPolicy);
    }

    boolean succeeded() {
        return ended != null && ended.getTerminated().getExitCode() == 0;
    }

    boolean isReady() {
        return isRunning() && startup.passed() && readiness.passed() && !readiness.failed();
    }

    /** Waits with {@code reason}, as a kubelet names it. */
    void waitFor(String reason, String message, Instant until) {
        waitReason = reason;
        waitMessage = message;
        notBefore = until;
    }

    boolean wantsStart(String restartPolicy, Instant now) {
        return !isRunning()
                && process == null
                && !now.isBefore(notBefore)
                && (ended == null || mayRestart(restartPolicy));
    }

    void start(Supplier<ProcessTable.Launch> launch, Instant now) {
        if (ended != null) {
            restarts++;
        }
        process = processes.start(launch.get());
        startedAt = now.truncatedTo(ChronoUnit.SECONDS);
        StateFiles.writeJson(memoryFile(), new Memory(restarts, startedAt.toString()));
        waitReason = null;
        waitMessage = null;
        killReason = null;
        armProbes();
    }

    int restarts() {
        return restarts;
    }

    /** The log of the present start, or the last one. */
    Path log() {
        return log(restarts);
    }

    Path log(int start) {
        return folder.resolve("logs").resolve(container.getName() + "." + start + ".log");
    }

    Path nextLog() {
        return log(ended == null ? restarts : restarts + 1);
    }

    /** Looks at the process and the probes. */
    void observe(Instant now) {
        var running = process;
        if (running == null) {
            return;
        }
        if (!running.isAlive()) {
            end(running, now);
            return;
        }
        var nowNs = System.nanoTime();
        if (!startup.passed()) {
            run(startup, nowNs);
            if (startup.failed()) {
                kill("startup probe failed");
            }
            return;
        }
        run(readiness, nowNs);
        run(liveness, nowNs);
        if (liveness.failed()) {
            kill("liveness probe failed");
        }
    }

    /** SIGTERM; the caller escalates. */
    void terminate() {
        Optional.ofNullable(process).flatMap(ProcessRecord::handle).ifPresent(ProcessHandle::destroy);
    }

    void kill(String reason) {
        killReason = reason;
        Optional.ofNullable(process).flatMap(ProcessRecord::handle).ifPresent(ProcessHandle::destroyForcibly);
    }

    private boolean mayRestart(String restartPolicy) {
        return restartPolicy.equals("Always") || (restartPolicy.equals("OnFailure") && !succeeded());
    }

    private void end(ProcessRecord dead, Instant now) {
        var exit = processes.exitCode(dead);
        var code = exit.orElse(UNKNOWN_EXIT);
        ended = new ContainerStateBuilder()
                .withNewTerminated()
                .withExitCode(code)
                .withSignal(code > SIGNALLED && exit.isPresent() ? code - SIGNALLED : null)
                .withReason(code == 0 ? "Completed" : "Error")
                .withMessage(message(exit))
                .withStartedAt(startedAt.toString())
                .withFinishedAt(now.truncatedTo(ChronoUnit.SECONDS).toString())
                .withContainerID(id(dead))
                .endTerminated()
                .build();
        processes.stop(container.getName(), Duration.ZERO);
        process = null;
        backoff = backoff.ended(Duration.between(startedAt, now));
        if (backoff.delay().isPositive()) {
            waitFor(
                    "CrashLoopBackOff",
                    "back-off " + backoff.delay().toSeconds() + "s restarting " + container.getName(),
                    now.plus(backoff.delay()));
        }
    }

    private @Nullable String message(Optional<Integer> exit) {
        if (exit.isEmpty()) {
            return "exit code unknown: the node agent restarted meanwhile";
        }
        return killReason;
    }

    private void armProbes() {
        var nowNs = System.nanoTime();
        startup = new ProbeState(container.getStartupProbe(), nowNs);
        readiness = new ProbeState(container.getReadinessProbe(), nowNs);
        liveness = new ProbeState(container.getLivenessProbe(), nowNs);
    }

    private void run(ProbeState state, long nowNs) {
        var probe = state.probe();
        if (probe != null && state.isDue(nowNs)) {
            state.begin(nowNs);
            prober.run(probe, container, address, success -> onWorker.execute(() -> state.end(success)));
        }
    }

    ContainerStatus status() {
        var running = process;
        var status = new ContainerStatusBuilder()
                .withName(container.getName())
                .withImage(container.getImage())
                .withImageID(
                        running == null && ended == null ? "" : "local/" + ImageMap.repository(container.getImage()))
                .withRestartCount(restarts)
                .withReady(isReady())
                .withStarted(running != null && startup.passed());
        if (running != null) {
            status.withContainerID(id(running))
                    .withNewState()
                    .withNewRunning()
                    .withStartedAt(startedAt.toString())
                    .endRunning()
                    .endState();
            if (ended != null) {
                status.withLastState(ended);
            }
        } else if (waitReason != null) {
            status.withNewState()
                    .withNewWaiting()
                    .withReason(waitReason)
                    .withMessage(waitMessage)
                    .endWaiting()
                    .endState();
            if (ended != null) {
                status.withLastState(ended);
            }
        } else if (ended != null) {
            status.withState(ended);
        }
        return status.build();
    }

    private static String id(ProcessRecord record) {
        return "process://" + record.pid() + "-" + record.startTicks();
    }

    private Path memoryFile() {
        return folder.resolve(container.getName() + ".memory.json");
    }
}
