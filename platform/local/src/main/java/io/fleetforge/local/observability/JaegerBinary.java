package io.fleetforge.local.observability;

import io.fleetforge.cluster.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Jaeger v2: the one named by {@code FLEETFORGE_JAEGER}, else built. The module has no pages: it serves its API only.
 */
final class JaegerBinary {

    private static final GoProgram JAEGER = new GoProgram(
            "Jaeger",
            "github.com/jaegertracing/jaeger@v1.76.0",
            List.of("./cmd/jaeger"),
            "FLEETFORGE_JAEGER",
            Map.of());

    private JaegerBinary() {}

    static Path locate(Path root, Progress progress) {
        return JAEGER.locate(root, "three to ten minutes", progress);
    }
}
