package io.fleetforge.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import io.fleetforge.e2e.RobustnessPlan.Fault;
import io.fleetforge.testing.TestPlatform;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Injects faults into hosts of one world and into the controller: real signals to real processes. Thread-safe. */
final class RobustnessFaults implements AutoCloseable {

    private static final String CONTROLLER = "fleetforge-controller";

    private final TestPlatform platform;
    private final Worlds worlds;
    private final Services services;
    private final String world;
    private final Consumer<String> log;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private final Map<ProcessHandle, String> stopped = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> injected = new ConcurrentHashMap<>();

    RobustnessFaults(TestPlatform platform, Worlds worlds, Services services, String world, Consumer<String> log) {
        this.platform = platform;
        this.worlds = worlds;
        this.services = services;
        this.world = world;
        this.log = log;
    }

    void inject(Fault fault, Duration after) {
        executor.schedule(
                () -> guarded(fault.toString(), () -> inject(fault)), after.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How many faults of each kind were injected. */
    Map<String, AtomicInteger> injected() {
        return new TreeMap<>(injected);
    }

    private void inject(Fault fault) {
        switch (fault) {
            case Fault.KillHost(var host) -> host(host).ifPresent(pod -> kill("host killed", pod));
            case Fault.StopHost(var host, var pause) -> host(host).ifPresent(pod -> stop("host stopped", pod, pause));
            case Fault.DeletePod(var host) ->
                host(host).ifPresent(pod -> {
                    count("pod deleted", pod, "");
                    platform.client().resource(pod).delete();
                });
            case Fault.KillController(var leader) ->
                controller(leader).ifPresent(pod -> kill("controller killed", pod));
            case Fault.StopController(var leader, var pause) ->
                controller(leader).ifPresent(pod -> stop("controller stopped", pod, pause));
        }
    }

    private Optional<Pod> host(double share) {
        var running = worlds.hosts(world).stream()
                .filter(pod -> process(pod).isPresent())
                .toList();
        return running.isEmpty() ? Optional.empty() : Optional.of(RobustnessOperations.pick(running, share));
    }

    private Optional<Pod> controller(boolean leader) {
        var holder = platform.client()
                .leases()
                .inNamespace(Services.SYSTEM)
                .withName(CONTROLLER)
                .get()
                .getSpec()
                .getHolderIdentity();
        return services.pods(CONTROLLER).stream()
                .filter(pod -> process(pod).isPresent())
                .filter(pod -> leader
                        == Objects.requireNonNullElse(holder, "")
                                .startsWith(pod.getMetadata().getName()))
                .findFirst();
    }

    private static Optional<ProcessHandle> process(Pod pod) {
        var statuses = pod.getStatus().getContainerStatuses();
        return statuses.isEmpty() || statuses.getFirst().getState().getRunning() == null
                ? Optional.empty()
                : ProcessHandle.of(Services.pid(pod));
    }

    private void kill(String kind, Pod pod) {
        process(pod).ifPresent(process -> {
            count(kind, pod, "");
            process.destroyForcibly();
        });
    }

    private void stop(String kind, Pod pod, Duration pause) {
        process(pod).ifPresent(process -> {
            count(kind, pod, " for " + pause.toMillis() + " ms");
            stopped.put(process, pod.getMetadata().getName());
            signal("STOP", process);
            executor.schedule(
                    () -> guarded("continue", () -> proceed(process)), pause.toMillis(), TimeUnit.MILLISECONDS);
        });
    }

    private void proceed(ProcessHandle process) {
        var name = stopped.remove(process);
        if (name != null && process.isAlive()) {
            signal("CONT", process);
            log.accept("    resumed: " + name);
        }
    }

    private static void signal(String name, ProcessHandle process) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("cannot send SIG" + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Deletes pods in CrashLoopBackOff, as an operator would: the back-off of up to five minutes would take most of a run.
     */
    void deletePodsInBackOff() {
        for (var pods : List.of(worlds.hosts(world), services.pods(CONTROLLER))) {
            pods.stream().filter(RobustnessFaults::isInBackOff).forEach(pod -> {
                count("deleted in back-off", pod, "");
                platform.client().resource(pod).withGracePeriod(0).delete();
            });
        }
    }

    private static boolean isInBackOff(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null
                && pod.getStatus().getContainerStatuses().stream()
                        .map(status -> status.getState().getWaiting())
                        .anyMatch(waiting -> waiting != null && "CrashLoopBackOff".equals(waiting.getReason()));
    }

    private void count(String kind, Pod pod, String how) {
        injected.computeIfAbsent(kind, name -> new AtomicInteger()).incrementAndGet();
        log.accept("    " + kind + ": " + pod.getMetadata().getName() + how);
    }

    private void guarded(String what, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            log.accept("    " + what + " was not injected: " + e.getMessage());
        }
    }

    /** Injects no further fault and resumes suspended processes. */
    @Override
    public void close() {
        executor.shutdownNow();
        List.copyOf(stopped.keySet()).forEach(this::proceed);
    }
}
