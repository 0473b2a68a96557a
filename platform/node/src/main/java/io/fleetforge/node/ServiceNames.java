package io.fleetforge.node;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fleetforge.cluster.StateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * A hosts file for JVMs: each Service's names resolve to its first ready pod. Stands for cluster DNS and service addresses,
 * which loopback pods cannot have.
 */
final class ServiceNames {

    private final Path file;
    private String written = "";

    ServiceNames(Path file) {
        this.file = file;
        StateFiles.write(file, text(List.of(), List.of()));
    }

    Path file() {
        return file;
    }

    synchronized void update(Collection<Service> services, Collection<Pod> pods) {
        var text = text(services, pods);
        if (!text.equals(written)) {
            StateFiles.write(file, text);
            written = text;
        }
    }

    static String text(Collection<Service> services, Collection<Pod> pods) {
        var lines = new StringBuilder("127.0.0.1 localhost " + machine() + "\n");
        for (var service : services) {
            var selector = service.getSpec().getSelector();
            if (selector == null || selector.isEmpty()) {
                continue;
            }
            var namespace = service.getMetadata().getNamespace();
            var name = service.getMetadata().getName();
            pods.stream()
                    .filter(pod -> pod.getMetadata().getNamespace().equals(namespace))
                    .filter(pod -> pod.getMetadata().getLabels() != null
                            && pod.getMetadata().getLabels().entrySet().containsAll(selector.entrySet()))
                    .filter(ServiceNames::isReady)
                    .findFirst()
                    .ifPresent(pod -> lines.append(pod.getStatus().getPodIP())
                            .append(" %1$s %1$s.%2$s %1$s.%2$s.svc %1$s.%2$s.svc.cluster.local%n"
                                    .formatted(name, namespace)));
        }
        return lines.toString();
    }

    /** The machine's own name: a JVM with a hosts file resolves its local host there, too. */
    private static String machine() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return Objects.requireNonNullElse(System.getenv("HOSTNAME"), "");
        }
    }

    private static boolean isReady(Pod pod) {
        return pod.getStatus() != null
                && pod.getStatus().getPodIP() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True"));
    }
}
