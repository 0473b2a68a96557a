package io.fleetforge.simulation;

import io.fleetforge.cell.runtime.HostIdentity;
import io.fleetforge.contracts.message.HostTelemetry;
import io.fleetforge.controller.hosts.HostView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The pods of the world, and a kubelet that starts, restarts and ends their processes. */
final class SimPods {

    private static final class Pod {
        final String name;
        final String uid;
        final long incarnation;
        final String template;
        HostView.Phase phase = HostView.Phase.STARTING;

        @Nullable
        SimHost process;

        Pod(String name, String uid, long incarnation, String template) {
            this.template = template;
            this.name = name;
            this.uid = uid;
            this.incarnation = incarnation;
        }

        HostView view() {
            return new HostView(name, uid, incarnation, template, phase, process != null && process.isAlive());
        }
    }

    private final Sim sim;
    private final Consumer<HostTelemetry> telemetry;
    private final Map<String, Pod> pods = new TreeMap<>();
    private final List<SimHost> processes = new ArrayList<>();
    private long boots;

    SimPods(Sim sim, Consumer<HostTelemetry> telemetry) {
        this.sim = sim;
        this.telemetry = telemetry;
    }

    Map<String, HostView> views() {
        var views = new HashMap<String, HostView>();
        pods.values().forEach(pod -> views.put(pod.name, pod.view()));
        return views;
    }

    /** Processes that answer for sessions. */
    List<SimHost> answering() {
        return processes.stream().filter(SimHost::answers).toList();
    }

    Collection<String> names() {
        return List.copyOf(pods.keySet());
    }

    /** Does nothing when the name exists, as the API server would. */
    void create(String name, long incarnation, String template) {
        if (pods.containsKey(name)) {
            return;
        }
        var pod = new Pod(name, name + "/" + boots++, incarnation, template);
        pods.put(name, pod);
        sim.time().after(sim.time().between(50, 500), () -> process(pod));
    }

    private boolean isThere(Pod pod) {
        return pods.get(pod.name) == pod && pod.phase != HostView.Phase.DELETING;
    }

    private void process(Pod pod) {
        if (!isThere(pod)) {
            return;
        }
        var process = new SimHost(
                sim, new HostIdentity(sim.world(), pod.name, pod.incarnation, pod.name + "#" + boots++), telemetry);
        pod.process = process;
        processes.add(process);
        processes.removeIf(known -> !known.isAlive());
        sim.time().after(sim.time().between(200, 800), () -> {
            if (isThere(pod) && pod.process == process && process.isAlive()) {
                pod.phase = HostView.Phase.READY;
                sim.record(() -> "start of " + process);
                process.start();
            }
        });
    }

    /** kill -9 of the process; the kubelet starts another. */
    void crash(String name) {
        var pod = pods.get(name);
        if (pod == null || pod.process == null || !pod.process.isAlive() || pod.phase == HostView.Phase.DELETING) {
            return;
        }
        sim.counted("crash");
        sim.record(() -> "crash of " + pod.process);
        pod.process.kill();
        pod.phase = HostView.Phase.STARTING;
        sim.time().after(sim.time().between(100, 1500), () -> process(pod));
    }

    /** The process of the pod; a kubelet on its node is partitioned with it. */
    Optional<SimHost> process(String name) {
        var pod = pods.get(name);
        return Optional.ofNullable(pod == null ? null : pod.process).filter(SimHost::isAlive);
    }

    /** The template of most pods. */
    String commonTemplate() {
        return pods.values().stream()
                .collect(Collectors.groupingBy(pod -> pod.template, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("");
    }

    /** Removes the pod at once; its process ends when its node can be reached, or runs on for a while. */
    void deleteByForce(String name, @Nullable String uid) {
        var pod = pods.get(name);
        if (pod == null || (uid != null && !pod.uid.equals(uid))) {
            return;
        }
        sim.counted("pod deleted by force");
        pods.remove(name);
        var process = pod.process;
        sim.record(() -> "deletion by force of " + pod.uid + ", process " + process);
        if (process != null && process.isAlive()) {
            endLater(process);
        }
    }

    private void endLater(SimHost process) {
        sim.time().after(sim.time().between(0, 3000), () -> {
            if (process.network().isPartitioned()) {
                endLater(process);
            } else {
                process.kill();
            }
        });
    }

    /** Deletes exactly the pod with {@code uid}; it is gone when its process is. */
    void delete(String name, @Nullable String uid) {
        var pod = pods.get(name);
        if (pod == null || (uid != null && !pod.uid.equals(uid)) || pod.phase == HostView.Phase.DELETING) {
            return;
        }
        sim.counted("pod deleted");
        sim.record(() -> "deletion of " + pod.uid + ", process " + pod.process);
        pod.phase = HostView.Phase.DELETING;
        var process = pod.process;
        if (process == null || !process.isAlive()) {
            sim.time().after(50, () -> pods.remove(name, pod));
        } else {
            process.terminate(() -> pods.remove(name, pod));
        }
    }
}
