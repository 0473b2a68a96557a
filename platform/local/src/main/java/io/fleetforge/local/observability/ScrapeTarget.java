package io.fleetforge.local.observability;

import io.fabric8.kubernetes.api.model.Pod;
import io.fleetforge.contracts.names.Labels;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * An entry of a target file of Prometheus; the names of the components are that format's.
 *
 * @param targets addresses with port
 * @param labels of all their series
 */
record ScrapeTarget(List<String> targets, Map<String, String> labels) {

    private static final String PORT = "http";
    private static final Map<String, String> JOBS = Map.of(
            "fleetforge-controller", "fleetforge-controller",
            "fleetforge-cell", "cell-host",
            "fleetforge-alert-router", "alert-router",
            "fleetforge-backup", "backup-service",
            "fleetforge-chaos", "chaos-service");

    /** A host whose process has ended stays a target, so that {@code up} is 0; the end of its pod removes it. */
    private static final Set<String> PHASES = Set.of("Running", "Failed");

    ScrapeTarget {
        targets = List.copyOf(targets);
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }

    static ScrapeTarget of(String job, String address) {
        return new ScrapeTarget(List.of(address), Map.of("job", job));
    }

    /** The platform's own pods that serve metrics, in the order of their names. */
    static List<ScrapeTarget> of(Collection<Pod> pods) {
        return pods.stream()
                .sorted(Comparator.comparing((Pod pod) -> pod.getMetadata().getNamespace())
                        .thenComparing(pod -> pod.getMetadata().getName()))
                .flatMap(pod -> of(pod).stream())
                .toList();
    }

    /** Address of a running alert-router; empty when none runs. */
    static Optional<String> alertRouter(Collection<Pod> pods) {
        return pods.stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .flatMap(pod -> of(pod).stream())
                .filter(target -> "alert-router".equals(target.labels().get("job")))
                .map(target -> target.targets().getFirst())
                .sorted()
                .findFirst();
    }

    private static Optional<ScrapeTarget> of(Pod pod) {
        var metadata = pod.getMetadata();
        var job = metadata.getLabels() == null
                ? null
                : JOBS.get(metadata.getLabels().get(Labels.APP));
        var status = pod.getStatus();
        if (job == null || status == null || status.getPodIP() == null || !PHASES.contains(status.getPhase())) {
            return Optional.empty();
        }
        var labels = new TreeMap<>(Map.of("job", job, "namespace", metadata.getNamespace(), "pod", metadata.getName()));
        var world = metadata.getLabels().get(Labels.WORLD);
        if (world != null) {
            labels.put("world", world);
        }
        return pod.getSpec().getContainers().stream()
                .flatMap(container -> container.getPorts().stream())
                .filter(port -> PORT.equals(port.getName()))
                .findFirst()
                .map(port -> new ScrapeTarget(List.of(status.getPodIP() + ":" + port.getContainerPort()), labels));
    }
}
