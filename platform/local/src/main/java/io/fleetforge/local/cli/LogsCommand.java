package io.fleetforge.local.cli;

import io.fleetforge.cluster.process.PassThrough;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a service's log. */
@Command(name = "logs", mixinStandardHelpOptions = true, description = "Show the log of a service or of a pod.")
final class LogsCommand extends Terminal implements Callable<Integer> {

    private static final Map<String, String> DEPLOYMENTS = Map.of(
            "controller-service", "fleetforge-controller",
            "controller", "fleetforge-controller",
            "alert-router", "fleetforge-alert-router",
            "backup-service", "fleetforge-backup",
            "chaos-service", "fleetforge-chaos");

    @Parameters(
            paramLabel = "SERVICE",
            description =
                    "controller-service, cell-service (all hosts of the default namespace), alert-router, backup-service,"
                            + " chaos-service, kafka, kube-apiserver, etcd, supervisor, prometheus, alertmanager, jaeger or the name of a pod in the default namespace")
    String service;

    @Option(
            names = {"-f", "--follow"},
            description = "follow the log")
    boolean follow;

    @Option(names = "--tail", description = "only the last lines")
    @Nullable
    Integer tail;

    @Override
    public Integer call() {
        var checkout = checkout();
        var file = switch (service) {
            case "kafka" -> checkout.brokerState().resolve("logs/kafka.log");
            case "kube-apiserver", "etcd", "kube-scheduler", "kube-controller-manager" ->
                checkout.controlPlaneState().resolve("logs/" + service + ".log");
            case "prometheus", "alertmanager", "node-exporter", "jaeger" ->
                checkout.observabilityState().resolve("logs/" + service + ".log");
            case "supervisor" -> checkout.state().resolve("logs/supervisor.log");
            default -> null;
        };
        if (file != null) {
            return tailOf(file.toString());
        }
        var arguments = new ArrayList<>(List.of("logs"));
        var deployment = DEPLOYMENTS.get(service);
        if (deployment != null) {
            arguments.addAll(List.of("-n", "fleetforge-system", "deployment/" + deployment));
        } else if (service.equals("cell-service")) {
            arguments.addAll(List.of("-l", "app=fleetforge-cell", "--prefix", "--max-log-requests=50"));
            if (tail == null) {
                tail = -1;
            }
        } else {
            arguments.add(service);
        }
        if (follow) {
            arguments.add("-f");
        }
        if (tail != null) {
            arguments.add("--tail=" + tail);
        }
        return follow ? kubectl(checkout).follow(arguments) : kubectl(checkout).passThrough(arguments);
    }

    private int tailOf(String file) {
        var command = new ArrayList<>(List.of("tail", "-n", tail == null ? "+1" : tail.toString()));
        if (follow) {
            command.add("-f");
        }
        command.add(file);
        var builder = new ProcessBuilder(command);
        return follow ? PassThrough.follow(builder) : PassThrough.run(builder);
    }
}
