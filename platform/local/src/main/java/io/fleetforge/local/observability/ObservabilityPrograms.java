package io.fleetforge.local.observability;

import io.fleetforge.cluster.PlatformException;
import io.fleetforge.cluster.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The programs of the observability stack.
 *
 * @param nodeExporter for metrics of the machine; optional
 */
public record ObservabilityPrograms(Path prometheus, Path alertmanager, Optional<Path> nodeExporter, Path jaeger) {

    private static final List<String> PROMETHEUS = List.of("prometheus");
    static final List<String> ALERTMANAGER = List.of("prometheus-alertmanager", "alertmanager");
    private static final List<String> NODE_EXPORTER = List.of("prometheus-node-exporter", "node_exporter");

    /**
     * Finds the installed programs, and builds Jaeger when it is missing.
     *
     * @param root the checkout
     * @throws PlatformException when a required one is missing; the message names its package
     */
    public static ObservabilityPrograms locate(Path root, Progress progress) {
        var machine = ProgramSearch.ofThisMachine();
        var prometheus = require(machine, "Prometheus", PROMETHEUS, "prometheus");
        var alertmanager = require(machine, "Alertmanager", ALERTMANAGER, "prometheus-alertmanager");
        var nodeExporter = machine.find(NODE_EXPORTER);
        return new ObservabilityPrograms(prometheus, alertmanager, nodeExporter, JaegerBinary.locate(root, progress));
    }

    /** Missing optional programs, as messages for the terminal. */
    public List<String> warnings() {
        return nodeExporter.isPresent()
                ? List.of()
                : List.of("warning: no metrics of this machine (no node exporter found); install your system's"
                        + " prometheus-node-exporter package.");
    }

    static Path require(ProgramSearch machine, String what, List<String> names, String debianPackage) {
        return machine.find(names)
                .orElseThrow(() -> new PlatformException(what + " is needed for --observability (found: none); install"
                        + " your system's " + debianPackage + " package."));
    }
}
