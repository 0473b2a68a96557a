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

/**
 * Start-up time, as each application tells it, and resident memory of each service after idle seconds. The services of the
 * platform start all at once, as they do at {@code up}; the cell host starts alone.
 */
final class ServiceFootprint implements Bench.Measurement {

    private static final long IDLE_MS = 10_000;
    /** USER_HZ, 100 on every Linux that Java 25 runs on; proc(5). */
    private static final double CLOCK_TICKS_PER_SECOND = 100;

    private static final Pattern STARTED = Pattern.compile("started in ([0-9.]+)s");

    @Override
    public Map<String, String> run(Platform platform) throws IOException {
        Patience.pause(IDLE_MS);
        var rows = new LinkedHashMap<String, String>();
        try (var client = platform.controlPlane().client()) {
            var worlds = new BenchWorlds(client);
            worlds.create("small", 1, 1);
            worlds.awaitReady("small");
            Patience.pause(IDLE_MS);
            for (var pod : client.pods().inAnyNamespace().list().getItems()) {
                var app = pod.getMetadata().getLabels().get("app");
                var log = platform.kubectl()
                        .require(
                                "logs",
                                "-n",
                                pod.getMetadata().getNamespace(),
                                pod.getMetadata().getName());
                var started = STARTED.matcher(log);
                rows.put(app + " started in", started.find() ? started.group(1) + " s" : "not told");
                rows.put(app + " RSS", rss(pod));
            }
            worlds.delete("small");
        }
        return rows;
    }

    /** Resident memory of a pod's first container. */
    static String rss(Pod pod) throws IOException {
        for (var line : Files.readAllLines(proc(pod, "status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024 + " MB";
            }
        }
        return "unknown";
    }

    /** Processor time that a pod's first container has used, user and system, seconds. */
    static double cpuSeconds(Pod pod) throws IOException {
        var stat = Files.readString(proc(pod, "stat"));
        var afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(afterName[11]) + Long.parseLong(afterName[12])) / CLOCK_TICKS_PER_SECOND;
    }

    private static Path proc(Pod pod, String file) {
        var id = pod.getStatus().getContainerStatuses().getFirst().getContainerID();
        return Path.of("/proc", id.replaceAll("process://([0-9]+)-.*", "$1"), file);
    }
}
