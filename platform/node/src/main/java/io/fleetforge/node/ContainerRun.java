package io.fleetforge.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fleetforge.cluster.StateFiles;
import io.fleetforge.cluster.process.ProcessRecord;
import io.fleetforge.cluster.process.ProcessTable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One container of a pod as a process: start, probes, end, restart with back-off. Owned by the pod's worker; probe results
 * are posted through {@link #onWorker}. State that has to survive the agent is on disk.
 */
final class ContainerRun {

    private static final int UNKNOWN_EXIT = 137;
    private static final int SIGNALLED = 128;
    private static final long RESTART_GRACE_S = 30;
    private static final Duration ROTATE_EVERY = Duration.ofSeconds(10);

    /** State that survives a restart of the agent. */
    record Memory(int restarts, String startedAt) {}

    private final Container container;
    private final String restartPolicy;
    private final Context context;
    private final Path folder;
    private final ProcessTable processes;

    private Backoff backoff = Backoff.none();
    private volatile int restarts;
    private Instant startedAt = Instant.EPOCH;
    private volatile @Nullable ProcessRecord process;
    private @Nullable ContainerState ended;
    private @Nullable String waitReason = "ContainerCreating";
    private @Nullable String waitMessage;
    private Instant notBefore = Instant.EPOCH;
    private @Nullable String killReason;
    private Instant killAt = Instant.MAX;
    private Instant nextRotation = Instant.EPOCH;
    private ContainerProbes probes;

    /**
     * What a container shares with its pod.
     *
     * @param folder of the pod, with records and logs
     * @param onWorker runs tasks on the pod's worker
     */
    record Context(String address, Path folder, ProbeRunner prober, Executor onWorker) {}

    /**
     * @param restartPolicy of this container: Always, OnFailure or Never
     * @param known its status at the API server, written by an earlier agent
     */
    ContainerRun(Container container, String restartPolicy, Context context, @Nullable ContainerStatus known) {
        this.container = container;
        this.restartPolicy = restartPolicy;
        this.context = context;
        this.folder = context.folder();
        this.processes = new ProcessTable(folder.resolve("processes"));
        this.probes = new ContainerProbes(container, context, 0);
        adopt(known);
    }

    private void adopt(@Nullable ContainerStatus known) {
        var memory = StateFiles.readJson(memoryFile(), Memory.class);
        var record = processes.recorded(container.getName());
        restarts = Math.max(
                memory.map(Memory::restarts).orElse(0),
                known == null || known.getRestartCount() == null ? 0 : known.getRestartCount());
        startedAt = memory.map(saved -> Instant.parse(saved.startedAt())).orElse(Instant.EPOCH);
        ended = known == null ? null : ExitStatuses.last(known, record.isEmpty());
        if (record.isPresent()) {
            process = record.get();
            waitReason = null;
            probes = new ContainerProbes(container, context, System.nanoTime());
        }
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

    /** Whether it ended and will not be restarted. */
    boolean isFinished() {
        return ended != null && process == null && !mayRestart();
    }

    /** Whether an init container allows the next one to start: it succeeded or, as a sidecar, it is up. */
    boolean allowsNext() {
        return restartPolicy.equals("Always") ? isRunning() && probes.started() : isFinished() && succeeded();
    }

    boolean hasStarted() {
        return process != null || ended != null;
    }

    boolean succeeded() {
        return ended != null && ended.getTerminated().getExitCode() == 0;
    }

    boolean isReady() {
        return isRunning() && probes.ready();
    }

    /**
     * Waits with {@code reason}, as a kubelet names it.
     *
     * @return whether it did not wait for this very reason already
     */
    boolean waitFor(String reason, String message, Instant until) {
        var isNew = !reason.equals(waitReason) || !message.equals(waitMessage);
        waitReason = reason;
        waitMessage = message;
        notBefore = until;
        return isNew;
    }

    boolean isStartDue(Instant now) {
        return process == null && !now.isBefore(notBefore) && (ended == null || mayRestart());
    }

    void start(Supplier<ProcessTable.Launch> launch, Instant now) {
        var next = launch.get();
        process = processes.start(next);
        if (ended != null) {
            restarts++;
        }
        startedAt = now.truncatedTo(ChronoUnit.SECONDS);
        StateFiles.writeJson(memoryFile(), new Memory(restarts, startedAt.toString()));
        waitReason = null;
        waitMessage = null;
        killReason = null;
        killAt = Instant.MAX;
        LogFiles.prune(this::log, restarts);
        probes = new ContainerProbes(container, context, System.nanoTime());
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

    /** Checks the process and the probes. */
    void observe(Instant now) {
        var running = process;
        if (running == null) {
            return;
        }
        if (!running.isAlive()) {
            end(running, now);
            return;
        }
        if (now.isAfter(nextRotation)) {
            LogFiles.rotate(log());
            nextRotation = now.plus(ROTATE_EVERY);
        }
        if (now.isAfter(killAt)) {
            kill(killReason);
            return;
        }
        probes.step(System.nanoTime()).ifPresent(failure -> restartFor(failure, now));
    }

    private void restartFor(ContainerProbes.Failure failure, Instant now) {
        if (killAt.equals(Instant.MAX)) {
            var grace = failure.probe().getTerminationGracePeriodSeconds();
            killReason = failure.reason();
            killAt = now.plusSeconds(grace == null ? RESTART_GRACE_S : grace);
            terminate();
        }
    }

    /** SIGTERM; the caller escalates. */
    void terminate() {
        Optional.ofNullable(process).flatMap(ProcessRecord::handle).ifPresent(ProcessHandle::destroy);
    }

    void kill(@Nullable String reason) {
        killReason = reason;
        Optional.ofNullable(process).flatMap(ProcessRecord::handle).ifPresent(ProcessHandle::destroyForcibly);
    }

    private boolean mayRestart() {
        return restartPolicy.equals("Always") || (restartPolicy.equals("OnFailure") && !succeeded());
    }

    private void end(ProcessRecord finished, Instant now) {
        var exit = processes.exitCode(finished);
        var code = exit.orElse(UNKNOWN_EXIT);
        ended = new ContainerStateBuilder()
                .withNewTerminated()
                .withExitCode(code)
                .withSignal(code > SIGNALLED && exit.isPresent() ? code - SIGNALLED : null)
                .withReason(exit.isEmpty() ? ExitStatuses.UNKNOWN : code == 0 ? "Completed" : "Error")
                .withMessage(exit.isEmpty() ? ExitStatuses.UNKNOWN_MESSAGE : killReason)
                .withStartedAt(startedAt.toString())
                .withFinishedAt(now.truncatedTo(ChronoUnit.SECONDS).toString())
                .withContainerID(id(finished))
                .endTerminated()
                .build();
        processes.stop(container.getName(), Duration.ZERO);
        process = null;
        backoff = backoff.ended(Duration.between(startedAt, now));
        if (mayRestart() && backoff.delay().isPositive()) {
            waitFor(
                    "CrashLoopBackOff",
                    "back-off " + backoff.delay().toSeconds() + "s restarting " + container.getName(),
                    now.plus(backoff.delay()));
        }
    }

    /** The status of an init container, which is ready when the next one may start. */
    ContainerStatus initStatus() {
        return new ContainerStatusBuilder(status()).withReady(allowsNext()).build();
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
                .withStarted(running != null && probes.started());
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
        } else if (waitReason != null && !isFinished()) {
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
