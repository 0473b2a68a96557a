package io.fleetforge.local.observability;

import io.fleetforge.cluster.PlatformException;
import io.fleetforge.cluster.Progress;
import io.fleetforge.cluster.process.GoBuild;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Alertmanager that alert-router is compared with: the one named by {@code FLEETFORGE_ALERTMANAGER}, else built, else an
 * installed one, which is usually older. The module has no pages: it serves its API only.
 */
final class AlertmanagerBinary {

    private static final String VERSION = "0.34.2";
    private static final GoProgram ALERTMANAGER = new GoProgram(
            "Alertmanager",
            "github.com/prometheus/alertmanager@v" + VERSION,
            List.of("-ldflags=-X github.com/prometheus/common/version.Version=" + VERSION, "./cmd/alertmanager"),
            "FLEETFORGE_ALERTMANAGER",
            Map.of("ui/app/dist/index.html", "<p>The API is at /api/v2.</p>\n"));

    private AlertmanagerBinary() {}

    /** Empty where there is neither Go nor an installed one. */
    static Optional<Path> locate(Path root, Progress progress) {
        var present = ALERTMANAGER.present(root);
        if (present.isPresent()) {
            return present;
        }
        var installed = ProgramSearch.ofThisMachine().find(ObservabilityPrograms.ALERTMANAGER);
        if (!GoBuild.isPossible()) {
            return installed;
        }
        try {
            return Optional.of(ALERTMANAGER.locate(root, "one to four minutes", progress));
        } catch (PlatformException e) {
            if (installed.isEmpty()) {
                throw e;
            }
            progress.started("Alertmanager could not be built, the installed one is used: " + e.getMessage());
            return installed;
        }
    }
}
