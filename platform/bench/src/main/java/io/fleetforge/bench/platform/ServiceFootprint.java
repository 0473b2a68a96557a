package io.fleetforge.bench.platform;

import io.fleetforge.cluster.Await;
import io.fleetforge.local.Platform;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Start-up time, as each application logs it, and resident memory of each service after idle seconds. The services of the
 * platform start all at once, as they do at {@code up}; the cell host starts alone.
 */
final class ServiceFootprint implements Bench.Measurement {

    private static final long IDLE_MS = 10_000;
    private static final Pattern STARTED = Pattern.compile("started in ([0-9.]+)s");

    @Override
    public Map<String, String> run(Platform platform) throws IOException {
        Await.pause(IDLE_MS);
        var rows = new LinkedHashMap<String, String>();
        try (var client = platform.controlPlane().client()) {
            var worlds = new BenchWorlds(client);
            worlds.create("small", 1, 1);
            worlds.awaitReady("small");
            Await.pause(IDLE_MS);
            for (var pod : client.pods().inAnyNamespace().list().getItems()) {
                var app = pod.getMetadata().getLabels().get("app");
                var log = platform.kubectl()
                        .require(
                                "logs",
                                "-n",
                                pod.getMetadata().getNamespace(),
                                pod.getMetadata().getName());
                var started = STARTED.matcher(log);
                rows.put(app + " started in", started.find() ? started.group(1) + " s" : "not reported");
                rows.put(app + " RSS", Proc.of(pod).residentMb() + " MB");
            }
            worlds.delete("small");
        }
        return rows;
    }
}
