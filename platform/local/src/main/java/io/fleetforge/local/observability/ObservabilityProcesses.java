package io.fleetforge.local.observability;

import io.fleetforge.cluster.Await;
import io.fleetforge.cluster.PlatformException;
import io.fleetforge.cluster.process.ProcessTable;
import io.fleetforge.cluster.process.ProcessTable.Launch;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The programs of {@link Observability} as processes of one state folder. They outlive this object. Thread-safe. */
final class ObservabilityProcesses implements AutoCloseable {

    static final String PROMETHEUS = "prometheus";
    static final String ALERTMANAGER = "alertmanager";
    static final String NODE_EXPORTER = "node-exporter";
    static final String JAEGER = "jaeger";

    private static final Logger LOG = LoggerFactory.getLogger(ObservabilityProcesses.class);
    private static final Duration READY = Duration.ofSeconds(60);
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(5);

    /**
     * @param ready answers with 200 when it serves
     */
    private record Program(String name, List<String> command, String ready) {}

    private final Path folder;
    private final ObservabilityEndpoints endpoints;
    private final List<Program> programs;
    private final ProcessTable processes;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(RESPONSE_TIMEOUT).build();

    ObservabilityProcesses(ObservabilityFiles files, ObservabilityPrograms installed) {
        this.folder = files.folder();
        this.endpoints = files.endpoints();
        this.processes = new ProcessTable(folder.resolve("processes"));
        this.programs = programs(files, installed);
    }

    /** Names of the processes that should run. */
    List<String> expected() {
        return programs.stream().map(Program::name).toList();
    }

    /** Starts the programs that do not run and returns when all answer; an adopted one reloads its files. */
    void start() {
        var adopted = processes.running(PROMETHEUS).isPresent();
        repair();
        if (adopted && !reload(endpoints.prometheus())) {
            LOG.warn("Prometheus refused its configuration: {}", ProcessTable.tail(log(PROMETHEUS)));
        }
    }

    /** Starts every program that does not run, and returns when all answer. */
    void repair() {
        for (var program : programs) {
            if (processes.running(program.name()).isEmpty()) {
                launch(program);
            }
        }
        for (var program : programs) {
            Await.until(
                    "the readiness of " + program.name(),
                    READY,
                    () -> isReady(program),
                    () -> ProcessTable.tail(log(program.name())));
        }
    }

    /** Whether Alertmanager has reloaded its changed file. */
    boolean reloadAlertmanager() {
        return reload(endpoints.alertmanager());
    }

    private void launch(Program program) {
        var environment = Map.of("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"), "HOME", "/nonexistent");
        processes.start(new Launch(
                program.name(), program.command(), environment, folder.resolve("work"), log(program.name())));
    }

    private List<Program> programs(ObservabilityFiles files, ObservabilityPrograms installed) {
        var all = new ArrayList<Program>();
        all.add(new Program(
                JAEGER,
                List.of(installed.jaeger().toString(), "--config=" + files.jaeger()),
                ObservabilityEndpoints.url(endpoints.jaegerQuery()) + "/api/services"));
        var exporter = ObservabilityEndpoints.address(endpoints.nodeExporter());
        installed
                .nodeExporter()
                .ifPresent(path -> all.add(new Program(
                        NODE_EXPORTER,
                        List.of(path.toString(), "--web.listen-address=" + exporter, "--no-collector.systemd"),
                        "http://" + exporter)));
        all.add(alertmanager(files, installed.alertmanager()));
        all.add(prometheus(files, installed.prometheus()));
        return List.copyOf(all);
    }

    private Program alertmanager(ObservabilityFiles files, Path program) {
        var address = ObservabilityEndpoints.address(endpoints.alertmanager());
        return new Program(
                ALERTMANAGER,
                List.of(
                        program.toString(),
                        "--config.file=" + files.alertmanager(),
                        "--storage.path=" + folder.resolve("data/alertmanager"),
                        "--web.listen-address=" + address,
                        "--web.external-url=http://" + address,
                        "--cluster.listen-address="),
                "http://" + address + "/-/ready");
    }

    private Program prometheus(ObservabilityFiles files, Path program) {
        var address = ObservabilityEndpoints.address(endpoints.prometheus());
        return new Program(
                PROMETHEUS,
                List.of(
                        program.toString(),
                        "--config.file=" + files.prometheus(),
                        "--storage.tsdb.path=" + folder.resolve("data/prometheus"),
                        "--storage.tsdb.retention.time=6h",
                        "--web.listen-address=" + address,
                        "--web.external-url=http://" + address,
                        "--web.enable-lifecycle",
                        "--enable-feature=exemplar-storage"),
                "http://" + address + "/-/ready");
    }

    private boolean isReady(Program program) throws IOException, InterruptedException {
        if (processes.running(program.name()).isEmpty()) {
            throw new PlatformException(program.name() + " ended; " + ProcessTable.tail(log(program.name())));
        }
        return answersOk(HttpRequest.newBuilder(URI.create(program.ready())));
    }

    /** Whether the program on {@code port} has reloaded its changed files. */
    private boolean reload(int port) {
        var uri = URI.create(ObservabilityEndpoints.url(port) + "/-/reload");
        try {
            return answersOk(HttpRequest.newBuilder(uri).POST(BodyPublishers.noBody()));
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean answersOk(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.timeout(RESPONSE_TIMEOUT).build(), BodyHandlers.discarding())
                        .statusCode()
                == HttpURLConnection.HTTP_OK;
    }

    private Path log(String program) {
        return folder.resolve("logs/" + program + ".log");
    }

    /** Keeps all processes running. */
    @Override
    public void close() {
        http.shutdownNow();
    }
}
