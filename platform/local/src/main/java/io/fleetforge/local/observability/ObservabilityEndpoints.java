package io.fleetforge.local.observability;

import io.fleetforge.cluster.Ports;
import io.fleetforge.cluster.StateFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ports of a run, all on 127.0.0.1, stored for adoption. The well-known ones where they were free. */
public record ObservabilityEndpoints(
        int prometheus,
        int alertmanager,
        int nodeExporter,
        int jaegerQuery,
        int jaegerQueryGrpc,
        int jaegerMetrics,
        int otlpHttp,
        int otlpGrpc) {

    static final int PROMETHEUS = 9090;
    static final int ALERTMANAGER = 9093;
    static final int NODE_EXPORTER = 9100;
    static final int JAEGER_QUERY = 16686;
    static final int JAEGER_QUERY_GRPC = 16685;
    static final int JAEGER_METRICS = 8888;
    static final int OTLP_HTTP = 4318;
    static final int OTLP_GRPC = 4317;

    private static final String FILE = "endpoints.json";

    /** Ports of the run with its state in {@code folder}; empty when it has no observability stack. */
    public static Optional<ObservabilityEndpoints> of(Path folder) {
        return StateFiles.readJson(folder.resolve(FILE), ObservabilityEndpoints.class);
    }

    /** The stored ports, or new ones, which are stored. */
    static ObservabilityEndpoints in(Path folder) {
        var endpoints = of(folder).orElseGet(ObservabilityEndpoints::free);
        StateFiles.writeJson(folder.resolve(FILE), endpoints);
        return endpoints;
    }

    private static ObservabilityEndpoints free() {
        var ports = Ports.preferring(List.of(
                PROMETHEUS,
                ALERTMANAGER,
                NODE_EXPORTER,
                JAEGER_QUERY,
                JAEGER_QUERY_GRPC,
                JAEGER_METRICS,
                OTLP_HTTP,
                OTLP_GRPC));
        return new ObservabilityEndpoints(
                ports.get(0),
                ports.get(1),
                ports.get(2),
                ports.get(3),
                ports.get(4),
                ports.get(5),
                ports.get(6),
                ports.get(7));
    }

    static String address(int port) {
        return "127.0.0.1:" + port;
    }

    static String url(int port) {
        return "http://" + address(port);
    }

    /** The OTLP endpoint for the services. */
    public String otlp() {
        return url(otlpHttp);
    }

    /** Addresses to open in a browser, by name. */
    public Map<String, String> urls() {
        var urls = new LinkedHashMap<String, String>();
        urls.put("prometheus", url(prometheus));
        urls.put("alertmanager", url(alertmanager));
        urls.put("jaeger", url(jaegerQuery));
        urls.put("otlp", otlp());
        return urls;
    }

    /** The address for each name and well-known port that the same programs have in a cluster. */
    public Map<String, String> addresses() {
        return Map.of(
                "prometheus:" + PROMETHEUS, address(prometheus),
                "alertmanager:" + ALERTMANAGER, address(alertmanager),
                "jaeger:" + JAEGER_QUERY, address(jaegerQuery),
                "jaeger:" + OTLP_HTTP, address(otlpHttp),
                "jaeger:" + OTLP_GRPC, address(otlpGrpc));
    }
}
