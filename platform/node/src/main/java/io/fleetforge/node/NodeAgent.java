package io.fleetforge.node;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fleetforge.cluster.StateFiles;
import io.fleetforge.cluster.controlplane.ControlPlane;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A development kubelet: registers a Node and runs the pods bound to it as processes of this machine, under their service
 * accounts. It isolates nothing. Processes outlive the agent; the next one adopts them by pid and start time, and signals
 * recorded processes only.
 */
public final class NodeAgent implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NodeAgent.class);
    private static final long HEARTBEAT_S = 10;
    private static final long RESYNC_MS = 30_000;
    private static final int API_TIMEOUT_MS = 10_000;
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

    /** The pod of a folder. */
    record PodMemory(String uid, String address) {}

    private final Path folder;
    private final PodFolders folders;
    private final KubernetesClient client;
    private final String name;
    private final NodeContext context;
    private final AddressPool addresses;
    private final ServiceNames names;
    private final LogServer logServer;
    private final NodeRegistration registration;
    private final Map<String, PodWorker> workers = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("node-heartbeat").factory());
    private boolean closed;
    private @Nullable SharedIndexInformer<Pod> pods;
    private @Nullable SharedIndexInformer<Service> services;

    private NodeAgent(ControlPlane controlPlane, ImageMap images, Path folder, String name) {
        this.folder = StateFiles.createFolder(folder);
        this.name = name;
        this.client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(controlPlane.clientConfig())
                        .withRequestRetryBackoffLimit(0)
                        .withRequestTimeout(API_TIMEOUT_MS)
                        .build())
                .build();
        this.addresses = new AddressPool(folder);
        this.folders = new PodFolders(folder);
        folders.all().stream()
                .flatMap(known -> StateFiles.readJson(known.resolve("pod.json"), PodMemory.class).stream())
                .forEach(known -> addresses.reserve(known.address()));
        this.names = new ServiceNames(folder.resolve("hosts"));
        this.logServer = new LogServer(controlPlane.kubelet().serverContext(), this::log);
        this.context = new NodeContext(client, images, new ProbeRunner(), URI.create(controlPlane.url()), names.file());
        this.registration = new NodeRegistration(client, name, logServer.port());
    }

    /**
     * Registers the node, adopts running processes and follows the API server.
     *
     * @param folder state of the agent; the next agent adopts it
     */
    public static NodeAgent start(ControlPlane controlPlane, ImageMap images, Path folder, String name) {
        var agent = new NodeAgent(controlPlane, images, folder, name);
        agent.startFollowing();
        return agent;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // tick() never throws, so the schedule never ends by itself
    private void startFollowing() {
        registration.register();
        registration.heartbeat();
        services = client.services().inAnyNamespace().inform(null, RESYNC_MS);
        pods = client.pods()
                .inAnyNamespace()
                .withField("spec.nodeName", name)
                .inform(
                        new ResourceEventHandler<>() {
                            @Override
                            public void onAdd(Pod pod) {
                                follow(pod);
                            }

                            @Override
                            public void onUpdate(Pod before, Pod pod) {
                                follow(pod);
                            }

                            @Override
                            public void onDelete(Pod pod, boolean unknown) {
                                deleted(pod);
                            }
                        },
                        RESYNC_MS);
        endOrphans(pods.getStore().list());
        timer.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
        timer.scheduleWithFixedDelay(registration::heartbeat, HEARTBEAT_S, HEARTBEAT_S, TimeUnit.SECONDS);
    }

    public int logPort() {
        return logServer.port();
    }

    private synchronized void follow(Pod pod) {
        var uid = pod.getMetadata().getUid();
        if (closed) {
            return;
        }
        var worker = workers.get(uid);
        if (worker != null) {
            worker.update(pod);
            return;
        }
        var phase =
                pod.getStatus() == null ? "" : String.valueOf(pod.getStatus().getPhase());
        if ((phase.equals("Failed") || phase.equals("Succeeded"))
                && pod.getMetadata().getDeletionTimestamp() == null) {
            return;
        }
        var podFolder = folders.of(uid);
        var memory = StateFiles.readJson(podFolder.resolve("pod.json"), PodMemory.class);
        var address = memory.map(PodMemory::address).orElseGet(addresses::allocate);
        addresses.reserve(address);
        StateFiles.writeJson(podFolder.resolve("pod.json"), new PodMemory(uid, address));
        var created = new PodWorker(context, pod, address, podFolder);
        workers.put(uid, created);
        Thread.ofVirtual().name("pod-" + pod.getMetadata().getName()).start(created);
        LOG.info(
                "pod {}/{} at {}",
                pod.getMetadata().getNamespace(),
                pod.getMetadata().getName(),
                address);
    }

    private synchronized void deleted(Pod pod) {
        var worker = workers.get(pod.getMetadata().getUid());
        if (worker == null) {
            var folder = folders.of(pod.getMetadata().getUid());
            PodFolders.end(List.of(folder));
            StateFiles.deleteFolder(folder);
        } else if (!worker.isDone()) {
            worker.vanished();
        }
    }

    private void tick() {
        try {
            for (var entry : workers.entrySet()) {
                if (entry.getValue().isDone()) {
                    workers.remove(entry.getKey());
                    addresses.release(entry.getValue().address());
                    StateFiles.deleteFolder(folders.of(entry.getKey()));
                }
            }
            if (services != null && pods != null) {
                names.update(services.getStore().list(), pods.getStore().list());
            }
        } catch (RuntimeException e) {
            LOG.warn("node tick failed: {}", e.getMessage());
        }
    }

    /**
     * Ends processes of pods that the API server no longer lists. The list decides, not the workers: the informer notifies its
     * handler of the same pods a moment later.
     */
    private void endOrphans(List<Pod> bound) {
        var known = bound.stream().map(pod -> pod.getMetadata().getUid()).collect(Collectors.toSet());
        for (var orphan : folders.all()) {
            if (!known.contains(orphan.getFileName().toString())) {
                PodFolders.end(List.of(orphan));
                StateFiles.deleteFolder(orphan);
            }
        }
    }

    private LogServer.@Nullable Log log(String namespace, String pod, String container, boolean previous) {
        var store = pods;
        if (store == null) {
            return null;
        }
        return store.getStore().list().stream()
                .filter(candidate -> candidate.getMetadata().getNamespace().equals(namespace)
                        && candidate.getMetadata().getName().equals(pod))
                .map(candidate -> workers.get(candidate.getMetadata().getUid()))
                .filter(worker -> worker != null)
                .map(worker -> worker.log(container, previous))
                .findFirst()
                .orElse(null);
    }

    /** Stops following and keeps every process running, for the next agent. */
    @Override
    public void close() {
        timer.shutdownNow();
        synchronized (this) {
            closed = true;
            workers.values().forEach(PodWorker::abandon);
        }
        awaitWorkers();
        logServer.close();
        addresses.close();
        client.close();
    }

    /** After this no worker starts a process. */
    private void awaitWorkers() {
        try {
            for (var worker : workers.values()) {
                if (!worker.awaitStopped(STOP_TIMEOUT)) {
                    LOG.warn("the pod at {} is still in a step", worker.address());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops following and ends the processes of all pods; returns their number. */
    public int closeAndEndPods() {
        close();
        return endAllPods(folder);
    }

    /** Running containers, by the records in an agent's folder. */
    public static List<String> runningContainers(Path folder) {
        return new PodFolders(folder)
                .running().stream()
                        .map(record -> record.name() + " (pid " + record.pid() + ")")
                        .toList();
    }

    /** Ends the processes recorded in an agent's folder, all at once; returns their number. */
    public static int endAllPods(Path folder) {
        return new PodFolders(folder).endAll();
    }
}
