package io.fleetforge.local.observability;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fleetforge.cluster.StateFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * Prometheus, Alertmanager, the node exporter and Jaeger beside the platform, on loopback. Processes that already run for the
 * state folder are adopted. Closing keeps them running, for the next supervisor.
 */
public final class Observability implements AutoCloseable {

    /** Its processes, in the order to stop them: readers before their sources. */
    public static final List<String> NAMES = List.of(
            ObservabilityProcesses.PROMETHEUS,
            ObservabilityProcesses.ALERTMANAGER,
            ObservabilityProcesses.NODE_EXPORTER,
            ObservabilityProcesses.JAEGER);

    private final ObservabilityEndpoints endpoints;
    private final ObservabilityProcesses processes;
    private final ScrapeFollower follower;

    private Observability(ObservabilityEndpoints endpoints, ObservabilityProcesses processes, ScrapeFollower follower) {
        this.endpoints = endpoints;
        this.processes = processes;
        this.follower = follower;
    }

    /**
     * Starts the programs that do not run yet and returns when all of them answer.
     *
     * @param folder state of a run
     * @param sources {@code infra/observability} of the checkout
     * @param clients of the API server whose pods are scraped
     */
    public static Observability start(
            Path folder, Path sources, ObservabilityPrograms programs, Supplier<KubernetesClient> clients) {
        var endpoints = ObservabilityEndpoints.in(StateFiles.createFolder(folder));
        var files = new ObservabilityFiles(sources, folder, endpoints);
        files.render(programs.nodeExporter().isPresent());
        var processes = new ObservabilityProcesses(files, programs);
        processes.start();
        var follower = ScrapeFollower.start(files, clients.get(), processes::reloadAlertmanager);
        return new Observability(endpoints, processes, follower);
    }

    public ObservabilityEndpoints endpoints() {
        return endpoints;
    }

    /** Names of the processes that should run. */
    public List<String> expected() {
        return processes.expected();
    }

    /** Starts every program that does not run, and returns when all of them answer. */
    public void repair() {
        processes.repair();
    }

    @Override
    public void close() {
        follower.close();
        processes.close();
    }
}
