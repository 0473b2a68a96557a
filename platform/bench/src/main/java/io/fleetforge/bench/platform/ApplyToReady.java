package io.fleetforge.bench.platform;

import io.fleetforge.local.Platform;
import io.fleetforge.testing.AuditLog;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** From the create of a world with four cells on one host to phase Ready, and the controller's API writes for it. */
final class ApplyToReady implements Bench.Measurement {

    private static final int RUNS = 20;
    private static final String CONTROLLER = "system:serviceaccount:fleetforge-system:fleetforge-controller";

    @Override
    public Map<String, String> run(Platform platform) throws IOException {
        var rows = new LinkedHashMap<String, String>();
        var times = new double[RUNS];
        var writes = 0;
        try (var client = platform.controlPlane().client()) {
            var worlds = new BenchWorlds(client);
            var audit = new AuditLog(platform.controlPlane().auditLog());
            for (var i = 0; i < RUNS; i++) {
                var mark = audit.mark();
                var start = System.nanoTime();
                worlds.create("bench-" + i, 4, 4);
                worlds.awaitReady("bench-" + i);
                times[i] = (System.nanoTime() - start) / 1e6;
                writes += audit.writesOf(CONTROLLER, mark).size();
                worlds.delete("bench-" + i);
            }
        }
        Samples.quantiles(rows, "apply to Ready, 4 cells", times);
        rows.put(
                "API writes per world, Events included",
                String.format(Locale.ROOT, "%.1f (mean of %d)", (double) writes / RUNS, RUNS));
        return rows;
    }
}
