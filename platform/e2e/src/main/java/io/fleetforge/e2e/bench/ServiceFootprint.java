package io.fleetforge.e2e.bench;

import io.fabric8.kubernetes.api.model.Pod;
import io.fleetforge.local.Patience;
import io.fleetforge.local.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Start-up time, as Quarkus tells it, and resident memory of each service after ten idle seconds. */
final class ServiceFootprint implements Bench.Measurement {

    private static final long IDLE_MS = 10_000;
    private static final Pattern STARTED = Pattern.compile("started in ([0-9.]+)s");

    @Override
    public Map<String, String> run(Platform platform) throws IOException {
        Patience.pause(IDLE_MS);
        var rows = new LinkedHashMap<String, String>();
        try (var client = platform.controlPlane().client()) {
            for (var pod : client.pods().inNamespace("fleetforge-system").list().getItems()) {
                var app = pod.getMetadata().getLabels().get("app");
                var log = platform.kubectl()
                        .require(
                                "logs",
                                "-n",
                                "fleetforge-system",
                                pod.getMetadata().getName());
                var started = STARTED.matcher(log);
                rows.put(app + " start", started.find() ? started.group(1) + " s" : "not told");
                rows.put(app + " RSS", rss(pod));
            }
        }
        return rows;
    }

    /** Resident memory of a pod's first container. */
    static String rss(Pod pod) throws IOException {
        var id = pod.getStatus().getContainerStatuses().getFirst().getContainerID();
        var pid = id.replaceAll("process://([0-9]+)-.*", "$1");
        for (var line : Files.readAllLines(Path.of("/proc", pid, "status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MB";
            }
        }
        return "unknown";
    }
}
