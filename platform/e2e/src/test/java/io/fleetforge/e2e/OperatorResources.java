package io.fleetforge.e2e;

import io.fleetforge.cluster.process.GoModule;
import java.nio.file.Path;
import java.util.List;

/** The custom resources of the Prometheus Operator that our manifests use, from its Go module. */
record OperatorResources(List<Path> files) {

    static final String GROUP = "monitoring.coreos.com";

    private static final String MODULE = "github.com/prometheus-operator/prometheus-operator";
    private static final List<String> PLURALS =
            List.of("alertmanagers", "podmonitors", "prometheuses", "prometheusrules", "servicemonitors");

    OperatorResources {
        files = List.copyOf(files);
    }

    /** Those of the version in {@code infra/observability/operator-module/go.mod}; needs Go. */
    static OperatorResources download(Path root) {
        var folder = GoModule.download(root.resolve("infra/observability/operator-module"), MODULE)
                .resolve("example/prometheus-operator-crd");
        return new OperatorResources(PLURALS.stream()
                .map(plural -> folder.resolve(GROUP + "_" + plural + ".yaml"))
                .toList());
    }

    /** Names of the definitions. */
    List<String> names() {
        return PLURALS.stream().map(plural -> plural + "." + GROUP).toList();
    }

    /** Paths in the OpenAPI description of the group once all of them are served. */
    List<String> paths() {
        return PLURALS.stream().map(plural -> "/" + plural + "/{name}\"").toList();
    }
}
