package io.fleetforge.local.cli;

import io.fleetforge.cluster.broker.Broker;
import io.fleetforge.cluster.process.ProcessRecord;
import io.fleetforge.local.Platform;
import io.fleetforge.local.observability.ObservabilityEndpoints;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints what runs. Exit code 1 when nothing does. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "List what runs; exit code 1 when nothing does.")
final class StatusCommand extends Terminal implements Callable<Integer> {

    @Option(
            names = {"-o", "--output"},
            description = "text or json",
            defaultValue = "text")
    Format format;

    @Override
    public Integer call() {
        var checkout = checkout();
        var supervisor = new SupervisorProcess(checkout).running();
        var processes = Platform.running(checkout);
        var up = supervisor.isPresent()
                && Files.isRegularFile(checkout.controlPlaneState().resolve("kubeconfig"));
        var stack = ObservabilityEndpoints.of(checkout.observabilityState());
        if (format == Format.JSON) {
            var status = new LinkedHashMap<String, Object>();
            status.put("running", up);
            status.put("ready", up && UpCommand.isReady(new SupervisorProcess(checkout)));
            status.put("supervisorPid", supervisor.map(ProcessRecord::pid).orElse(null));
            status.put("processes", processes);
            status.put("state", checkout.state().toString());
            if (up) {
                status.put("api", "https://127.0.0.1:" + endpoints(checkout).api());
                status.put("kubeconfig", kubeconfig(checkout).toString());
                Broker.bootstrapServers(checkout.brokerState())
                        .ifPresent(servers -> status.put("bootstrapServers", servers));
                stack.ifPresent(known -> status.put("observability", known.urls()));
            }
            println(json(status));
            return up ? 0 : 1;
        }
        if (!up) {
            println(processes.isEmpty() ? "nothing runs" : "no supervisor, but: " + String.join(", ", processes));
            return 1;
        }
        println("supervisor (pid " + supervisor.get().pid() + ")");
        processes.forEach(this::println);
        stack.ifPresent(known -> known.urls().forEach((name, url) -> println(name + ": " + url)));
        println("export KUBECONFIG=" + kubeconfig(checkout));
        println("");
        var kubectl = kubectl(checkout);
        kubectl.passThrough(List.of("get", "pods", "-A", "-o", "wide"));
        println("");
        return kubectl.passThrough(List.of("get", "worldspecs", "-A"));
    }
}
