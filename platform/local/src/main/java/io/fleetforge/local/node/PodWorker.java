package io.fleetforge.local.node;

import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fleetforge.local.PlatformException;
import io.fleetforge.local.StateFiles;
import io.fleetforge.local.node.ImageMap.Resolution;
import io.fleetforge.local.process.ProcessTable.Launch;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one pod. Everything that happens to the pod happens on this worker's thread: updates from the API server, probe
 * results, ends of processes. The mailbox is bounded; a full one drops an update that the next look repeats.
 */
final class PodWorker implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(PodWorker.class);
    private static final int MAILBOX = 256;
    private static final long STEP_MS = 100;
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final NodeContext node;
    private final String address;
    private final Path folder;
    private final ArrayBlockingQueue<Runnable> mailbox = new ArrayBlockingQueue<>(MAILBOX);
    private final Map<String, ContainerRun> runs = new LinkedHashMap<>();
    private final PodVolumes volumes;
    private final Instant startedAt;
    private Pod pod;
    private @Nullable PodStatus written;
    private @Nullable Instant killAt;
    private boolean volumesReady;
    private volatile boolean abandoned;
    private volatile boolean done;

    PodWorker(NodeContext node, Pod pod, String address, Path folder) {
        this.node = node;
        this.pod = pod;
        this.address = address;
        this.folder = StateFiles.createFolder(folder);
        this.volumes = new PodVolumes(node.client(), pod, address, folder.resolve("volumes"));
        this.startedAt = pod.getStatus() != null && pod.getStatus().getStartTime() != null
                ? Instant.parse(pod.getStatus().getStartTime())
                : Instant.now();
        for (var container : pod.getSpec().getContainers()) {
            runs.put(container.getName(), new ContainerRun(container, address, folder, node.prober(), this::post));
        }
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

    /** Stops looking after the pod and leaves its processes alone. */
    void abandon() {
        abandoned = true;
    }

    /** Log of a container; {@code previous} for the start before the last. */
    @Nullable
    Path log(String container, boolean previous) {
        var run = runs.get(
                container.isEmpty() ? pod.getSpec().getContainers().getFirst().getName() : container);
        if (run == null) {
            return null;
        }
        return previous ? run.log(Math.max(0, run.restarts() - 1)) : run.log();
    }

    private void post(Runnable event) {
        if (!mailbox.offer(event)) {
            LOG.warn(
                    "pod {}: mailbox is full, an event was dropped",
                    pod.getMetadata().getName());
        }
    }

    @Override
    public void run() {
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
                io.fleetforge.local.Patience.pause(STEP_MS * 5);
            } catch (RuntimeException e) {
                LOG.error("pod {}: step failed", pod.getMetadata().getName(), e);
                io.fleetforge.local.Patience.pause(STEP_MS * 10);
            }
        }
    }

    private void step(Instant now) {
        runs.values().forEach(run -> run.observe(now));
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            terminate(now);
        } else {
            runs.values().stream()
                    .filter(run -> run.wantsStart(pod.getSpec().getRestartPolicy(), now))
                    .forEach(run -> start(run, now));
            if (volumesReady) {
                volumes.renew(now);
            }
        }
        if (!done) {
            report();
        }
    }

    private void start(ContainerRun run, Instant now) {
        switch (node.images().resolve(run.spec().getImage())) {
            case Resolution.Unknown(var message) -> run.waitFor("ErrImagePull", message, now.plus(RETRY));
            case Resolution.Runnable image -> {
                try {
                    if (!volumesReady) {
                        volumes.materialise();
                        volumesReady = true;
                    }
                    run.start(() -> launch(run, image), now);
                } catch (PlatformException | IllegalArgumentException e) {
                    run.waitFor("CreateContainerConfigError", String.valueOf(e.getMessage()), now.plus(RETRY));
                }
            }
        }
    }

    private Launch launch(ContainerRun run, Resolution.Runnable image) {
        var container = run.spec();
        var namespace = pod.getMetadata().getNamespace();
        var mounts = volumes.mounts(container);
        var environment = new ContainerEnvironment(
                        pod,
                        address,
                        name -> node.client()
                                .configMaps()
                                .inNamespace(namespace)
                                .withName(name)
                                .get(),
                        name -> node.client()
                                .secrets()
                                .inNamespace(namespace)
                                .withName(name)
                                .get())
                .variables(container, node.baseEnvironment(folder, mounts), mounts);
        var temp = StateFiles.createFolder(folder.resolve("tmp"));
        var command = new ArrayList<String>();
        if (image.jvm()) {
            command.add(image.command().getFirst());
            command.add("-Djava.io.tmpdir=" + temp);
            command.add("-Djdk.net.hosts.file=" + node.hostsFile());
            command.addAll(image.command().subList(1, image.command().size()));
        } else {
            command.addAll(container.getCommand().isEmpty() ? image.command() : container.getCommand());
        }
        for (var word : container.getArgs()) {
            command.add(ContainerEnvironment.onThisMachine(ContainerEnvironment.expand(word, environment), mounts));
        }
        return new Launch(
                container.getName(), List.copyOf(command), environment, folder.resolve("work"), run.nextLog());
    }

    private void terminate(Instant now) {
        if (killAt == null) {
            var grace = pod.getMetadata().getDeletionGracePeriodSeconds();
            killAt = now.plusSeconds(grace == null ? 30 : grace);
            runs.values().forEach(ContainerRun::terminate);
        } else if (now.isAfter(killAt)) {
            runs.values().forEach(run -> run.kill("grace period is over"));
        }
        if (runs.values().stream().noneMatch(ContainerRun::isRunning)) {
            remove();
            done = true;
        }
    }

    private void remove() {
        var metadata = pod.getMetadata();
        var options = new DeleteOptionsBuilder()
                .withGracePeriodSeconds(0L)
                .withNewPreconditions()
                .withUid(metadata.getUid())
                .endPreconditions()
                .build();
        try {
            node.client()
                    .raw(
                            "/api/v1/namespaces/" + metadata.getNamespace() + "/pods/" + metadata.getName(),
                            "DELETE",
                            options);
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND && e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
        }
    }

    private void report() {
        var status = PodStatuses.of(pod, address, startedAt, runs.values(), written);
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
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND || e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                LOG.info(
                        "pod {} is gone; ending its processes",
                        pod.getMetadata().getName());
                endNow();
            } else {
                throw e;
            }
        }
    }

    /** The pod vanished from the API server without a graceful end: nothing of it may go on. */
    void vanished() {
        post(this::endNow);
    }

    private void endNow() {
        runs.values().forEach(run -> run.kill("the pod is gone"));
        done = true;
    }
}
