package io.fleetforge.local.observability;

import io.fleetforge.cluster.StateFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Configuration files of the programs, rendered for a run. Prometheus watches its target files; after a change of another
 * file its program has to be reloaded.
 *
 * @param sources {@code infra/observability} of the checkout
 * @param folder of the run
 */
record ObservabilityFiles(Path sources, Path folder, ObservabilityEndpoints endpoints) {

    /** A port without a listener: Alertmanager retries until a router is configured. */
    private static final String NO_ROUTER = "127.0.0.1:9";

    Path prometheus() {
        return folder.resolve("prometheus.yml");
    }

    Path alertmanager() {
        return folder.resolve("alertmanager.yml");
    }

    Path jaeger() {
        return folder.resolve("jaeger.yml");
    }

    /**
     * Writes all of them but the targets of pods.
     *
     * @param nodeExporter whether a node exporter runs
     */
    void render(boolean nodeExporter) {
        render(prometheus(), Map.of("ALERTMANAGER", ObservabilityEndpoints.address(endpoints.alertmanager())));
        render(
                jaeger(),
                Map.of(
                        "JAEGER_QUERY_PORT", Integer.toString(endpoints.jaegerQuery()),
                        "JAEGER_QUERY_GRPC_PORT", Integer.toString(endpoints.jaegerQueryGrpc()),
                        "JAEGER_METRICS_PORT", Integer.toString(endpoints.jaegerMetrics()),
                        "OTLP_HTTP_PORT", Integer.toString(endpoints.otlpHttp()),
                        "OTLP_GRPC_PORT", Integer.toString(endpoints.otlpGrpc())));
        renderAlertmanager(NO_ROUTER);
        AlertRules.render(sources.resolve("base/rules"), folder.resolve("rules"));
        var programs = new ArrayList<>(List.of(
                ScrapeTarget.of("prometheus", ObservabilityEndpoints.address(endpoints.prometheus())),
                ScrapeTarget.of("alertmanager", ObservabilityEndpoints.address(endpoints.alertmanager())),
                ScrapeTarget.of("jaeger", ObservabilityEndpoints.address(endpoints.jaegerMetrics()))));
        if (nodeExporter) {
            programs.add(ScrapeTarget.of("node", ObservabilityEndpoints.address(endpoints.nodeExporter())));
        }
        StateFiles.writeJson(folder.resolve("targets/programs.json"), programs);
    }

    /** @param router host and port of an alert-router; the scheme is added unless the template has one */
    void renderAlertmanager(String router) {
        var named = template(alertmanager()).text().contains("://${ALERT_ROUTER}");
        render(
                alertmanager(),
                Map.of(
                        "ALERT_ROUTER",
                        named ? router : "http://" + router,
                        "ALERT_SENDER_TOKEN",
                        SenderToken.in(folder).file().toString()));
    }

    void renderPods(List<ScrapeTarget> targets) {
        StateFiles.writeJson(folder.resolve("targets/pods.json"), targets);
    }

    private void render(Path file, Map<String, String> values) {
        StateFiles.write(file, template(file).fill(values));
    }

    private Template template(Path rendered) {
        return Template.read(sources.resolve("local").resolve(rendered.getFileName()));
    }
}
