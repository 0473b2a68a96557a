package io.fleetforge.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fleetforge.cluster.Await;
import io.fleetforge.cluster.PlatformException;
import io.fleetforge.cluster.StateFiles;
import io.fleetforge.node.ImageMap.Resolution;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one pod. All changes to the pod run on this worker's thread: updates from the API server, probe results, ends of
 * processes. The mailbox is bounded; a full one drops an update, which the next resync repeats.
 */
final class PodWorker implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(PodWorker.class);
    private static final int MAILBOX = 256;
    private static final long STEP_MS = 100;
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final long DEFAULT_GRACE_S = 30;

    private final NodeContext node;
    private final String address;
    private final Path folder;
    private final ArrayBlockingQueue<Runnable> mailbox = new ArrayBlockingQueue<>(MAILBOX);
    private final List<ContainerRun> inits;
    private final List<ContainerRun> mains;
    private final PodVolumes volumes;
    private final Instant startedAt;
    private Pod pod;
    private @Nullable PodStatus written;
    private @Nullable Instant killAt;
    private long graceSeconds;
    private boolean volumesReady;
    private volatile boolean abandoned;
    private volatile boolean done;
    private final CountDownLatch stopped = new CountDownLatch(1);

    PodWorker(NodeContext node, Pod pod, String address, Path folder) {
        this.node = node;
        this.pod = pod;
        this.address = address;
        this.folder = StateFiles.createFolder(folder);
        this.volumes = new PodVolumes(node.client(), pod, address, folder.resolve("volumes"));
        this.startedAt = pod.getStatus() != null && pod.getStatus().getStartTime() != null
                ? Instant.parse(pod.getStatus().getStartTime())
                : Instant.now();
        var context = new ContainerRun.Context(address, folder, node.prober(), this::post);
        var status = pod.getStatus();
        var policy = pod.getSpec().getRestartPolicy();
        this.inits = pod.getSpec().getInitContainers().stream()
                .map(container -> new ContainerRun(
                        container,
                        "Always".equals(container.getRestartPolicy())
                                ? "Always"
                                : policy.equals("Never") ? "Never" : "OnFailure",
                        context,
                        status == null ? null : status(status.getInitContainerStatuses(), container)))
                .toList();
        this.mains = pod.getSpec().getContainers().stream()
                .map(container -> new ContainerRun(
                        container,
                        policy,
                        context,
                        status == null ? null : status(status.getContainerStatuses(), container)))
                .toList();
    }

    private static @Nullable ContainerStatus status(List<ContainerStatus> statuses, Container container) {
        return statuses.stream()
                .filter(status -> status.getName().equals(container.getName()))
                .findFirst()
                .orElse(null);
    }

    private List<ContainerRun> all() {
        return Stream.concat(inits.stream(), mains.stream()).toList();
    }

    String address() {
        return address;
    }

    boolean isDone() {
        return done;
    }

    /** The newest state of the pod from the API server. */
    void update(Pod newer) {
        post(() -> pod = newer);
    }

    /** Stops managing the pod and keeps its processes running. */
    void abandon() {
        abandoned = true;
    }

    /** Log of a container, of the first one for an empty name; {@code previous} for the start before the last. */
    LogServer.@Nullable Log log(String container, boolean previous) {
        return all().stream()
                .filter(run -> container.isEmpty()
                        ? run == mains.getFirst()
                        : run.name().equals(container))
                .findFirst()
                .map(run -> previous
                        ? new LogServer.Log(run.log(Math.max(0, run.restarts() - 1)), () -> false)
                        : new LogServer.Log(run.log(), run::isRunning))
                .orElse(null);
    }

    private void post(Runnable event) {
        if (!mailbox.offer(event)) {
            LOG.warn(
                    "pod {}: mailbox is full, an event was dropped",
                    pod.getMetadata().getName());
        }
    }

    /** Whether the worker has ended its last step within the deadline; call after {@link #abandon}. */
    boolean awaitStopped(Duration deadline) throws InterruptedException {
        return stopped.await(deadline.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void run() {
        try {
            loop();
        } finally {
            stopped.countDown();
        }
    }

    private void loop() {
        while (!done && !abandoned) {
            try {
                var event = mailbox.poll(STEP_MS, TimeUnit.MILLISECONDS);
                while (event != null) {
                    event.run();
                    event = mailbox.poll();
                }
                if (!abandoned) {
                    step(Instant.now());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (KubernetesClientException e) {
                LOG.debug("pod {}: API server: {}", pod.getMetadata().getName(), e.getMessage());
                Await.pause(STEP_MS * 5);
            } catch (RuntimeException e) {
                LOG.error("pod {}: step failed", pod.getMetadata().getName(), e);
                Await.pause(STEP_MS * 10);
            }
        }
    }

    private void step(Instant now) {
        all().forEach(run -> run.observe(now));
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            terminate(now);
        } else {
            startable().stream().filter(run -> run.isStartDue(now)).forEach(run -> start(run, now));
            if (mains.stream().allMatch(ContainerRun::isFinished)) {
                inits.forEach(ContainerRun::terminate);
            }
            if (volumesReady || all().stream().anyMatch(ContainerRun::isRunning)) {
                volumesReady = true;
                volumes.renew(now);
            }
        }
        if (!done) {
            report();
        }
    }

    /** Init containers up to the first incomplete one, then the others. */
    private List<ContainerRun> startable() {
        if (mains.stream().allMatch(ContainerRun::isFinished)) {
            return List.of();
        }
        var startable = new ArrayList<ContainerRun>();
        for (var init : inits) {
            startable.add(init);
            // Init containers other than sidecars do not run again once a main container has started.
            if (!init.allowsNext() && mains.stream().noneMatch(ContainerRun::hasStarted)) {
                return startable;
            }
        }
        startable.addAll(mains);
        return startable;
    }

    private void start(ContainerRun run, Instant now) {
        switch (node.images().resolve(run.spec().getImage())) {
            case Resolution.Unknown(var message) -> wait(run, "ErrImagePull", message, now);
            case Resolution.Runnable image -> {
                try {
                    requireSupported(run);
                    if (!volumesReady) {
                        volumes.materialise();
                        volumesReady = true;
                    }
                    run.start(() -> new ContainerLaunch(node, pod, address, folder, volumes).of(run, image), now);
                } catch (PlatformException | IllegalArgumentException e) {
                    wait(run, "CreateContainerConfigError", String.valueOf(e.getMessage()), now);
                }
            }
        }
    }

    /** Tries again soon; the Event is written once per reason. */
    private void wait(ContainerRun run, String reason, String message, Instant now) {
        if (run.waitFor(reason, message, now.plus(RETRY))) {
            PodEvents.warn(node.client(), pod, "Failed", "Error: " + reason + ": " + message);
        }
    }

    private void requireSupported(ContainerRun run) {
        var unsupported = UnsupportedFields.of(pod, run.spec());
        if (!unsupported.isEmpty()) {
            throw new PlatformException("the process node does not run " + String.join(", ", unsupported)
                    + "; remove the field, or use another node");
        }
    }

    private void terminate(Instant now) {
        var seconds = pod.getMetadata().getDeletionGracePeriodSeconds();
        if (killAt == null) {
            graceSeconds = seconds == null ? DEFAULT_GRACE_S : seconds;
            killAt = now.plusSeconds(graceSeconds);
            all().forEach(ContainerRun::terminate);
        } else if (seconds != null && seconds < graceSeconds) {
            graceSeconds = seconds;
            killAt = now.plusSeconds(seconds);
        } else if (now.isAfter(killAt)) {
            all().forEach(run -> run.kill("grace period is over"));
        }
        if (all().stream().noneMatch(ContainerRun::isRunning)) {
            report();
            if (!done) {
                PodRemoval.remove(node.client(), pod);
                done = true;
            }
        }
    }

    private void report() {
        var status = PodStatuses.of(new PodStatuses.View(pod, address, startedAt, inits, mains), written);
        if (status.equals(written)) {
            return;
        }
        var patch = Map.of("metadata", Map.of("uid", pod.getMetadata().getUid()), "status", status);
        try {
            node.client()
                    .pods()
                    .inNamespace(pod.getMetadata().getNamespace())
                    .withName(pod.getMetadata().getName())
                    .subresource("status")
                    .patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(patch));
            written = status;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND
                    || (e.getCode() == HttpURLConnection.HTTP_CONFLICT && !stillExists())) {
                LOG.info(
                        "pod {} is gone; ending its processes",
                        pod.getMetadata().getName());
                endNow();
            } else {
                throw e;
            }
        }
    }

    /** A conflict means a new pod of the same name, or a concurrent write: only the first ends the pod. */
    private boolean stillExists() {
        var now = node.client()
                .pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .get();
        return now != null
                && now.getMetadata().getUid().equals(pod.getMetadata().getUid());
    }

    /** The pod was removed from the API server without graceful deletion: ends its processes. */
    void vanished() {
        post(this::endNow);
    }

    private void endNow() {
        all().forEach(run -> run.kill("the pod is gone"));
        done = true;
    }
}
