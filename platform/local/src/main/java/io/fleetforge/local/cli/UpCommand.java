package io.fleetforge.local.cli;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fleetforge.cluster.Await;
import io.fleetforge.cluster.Checkout;
import io.fleetforge.cluster.PlatformException;
import io.fleetforge.cluster.Progress;
import io.fleetforge.cluster.StateLock;
import io.fleetforge.cluster.controlplane.ControlPlaneBinary;
import io.fleetforge.cluster.controlplane.Kubectl;
import io.fleetforge.cluster.process.ProcessTable;
import io.fleetforge.images.PreparedServices;
import io.fleetforge.local.Platform;
import io.fleetforge.local.deploy.Installer;
import io.fleetforge.local.observability.ObservabilityEndpoints;
import io.fleetforge.local.observability.ObservabilityPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts the platform, or prints what runs and starts what is missing. */
@Command(name = "up", mixinStandardHelpOptions = true, description = "Start the platform and list what runs.")
final class UpCommand extends Terminal implements Callable<Integer> {

    private static final long POLL_MS = 100;
    /** Exit code of a shell for a command ended by Ctrl-C. */
    private static final int INTERRUPTED = 130;

    private static final long DEADLINE_NS = 45L * 60 * 1_000_000_000L;

    @Option(
            names = "--external-cluster",
            description =
                    "use the cluster of KUBECONFIG instead of a local one: applies the CRDs and the production overlay")
    boolean external;

    @Option(
            names = "--observability",
            description = "also run Prometheus, Alertmanager, a node exporter and Jaeger beside the platform")
    boolean observability;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        if (external && observability) {
            throw new ParameterException(
                    spec.commandLine(), "--observability is for the local platform, not for --external-cluster");
        }
        return external ? external() : local(checkout(), this::println);
    }

    /** @param steps receives a line for each step; an error from it ends the command, not the start */
    int local(Checkout checkout, Consumer<String> steps) {
        var supervisor = new SupervisorProcess(checkout);
        if (supervisor.running().isPresent() && isReady(supervisor)) {
            println("the platform runs already: supervisor (pid "
                    + supervisor.running().get().pid() + "), " + String.join(", ", Platform.running(checkout)));
            printObservability(checkout);
            return 0;
        }
        // In the foreground: the first build takes minutes, must end with Ctrl-C and needs the caller's environment.
        var progress = Progress.lines(steps);
        ControlPlaneBinary.locate(checkout.root(), progress);
        PreparedServices.of(checkout.root(), progress);
        if (observability) {
            ObservabilityPrograms.locate(checkout.root(), progress).warnings().forEach(steps);
        }
        var startedHere = new AtomicBoolean();
        var interrupted = new Interruption(() -> {
            if (startedHere.get()) {
                println("interrupted; stopping what was started");
                println("stopped: " + String.join(", ", DownCommand.stop(checkout, supervisor)));
            } else {
                println("interrupted; the platform that ran before still runs: './fleetforge down' stops it");
            }
        });
        startOnce(checkout, supervisor, startedHere);
        try {
            follow(supervisor, steps);
        } catch (PlatformException e) {
            if (interrupted.occurred()) {
                return INTERRUPTED;
            }
            throw e;
        } finally {
            interrupted.disarm();
        }
        printObservability(checkout);
        println("the platform is up. Try: ./fleetforge apply examples/worlds/starter.yaml && ./fleetforge kubectl get"
                + " worldspecs -w");
        return 0;
    }

    /**
     * Prints the addresses of the observability stack; fails when it was requested and the platform runs without it.
     */
    private void printObservability(Checkout checkout) {
        var endpoints = ObservabilityEndpoints.of(checkout.observabilityState());
        if (observability && endpoints.isEmpty()) {
            throw new PlatformException("the platform runs without observability; './fleetforge down', then"
                    + " './fleetforge up --observability'");
        }
        endpoints.ifPresent(known -> known.urls().forEach((name, url) -> println(name + ": " + url)));
    }

    /** Of several concurrent calls, one starts the supervisor and all follow it. Failed services are started again. */
    private void startOnce(Checkout checkout, SupervisorProcess supervisor, AtomicBoolean startedHere) {
        try (var lock = StateLock.acquire(checkout.state().resolve("up.lock"))) {
            if (supervisor.running().isEmpty()) {
                startedHere.set(Platform.running(checkout).isEmpty());
                supervisor.start(observability);
            } else if (hasFailed(supervisor)) {
                supervisor.retry();
            }
        }
    }

    private static boolean hasFailed(SupervisorProcess supervisor) {
        return lines(supervisor.progress()).stream().anyMatch(line -> line.startsWith("FAILED"));
    }

    static boolean isReady(SupervisorProcess supervisor) {
        return lines(supervisor.progress()).stream().anyMatch("READY"::equals);
    }

    private static void follow(SupervisorProcess supervisor, Consumer<String> steps) {
        var shown = 0;
        var end = System.nanoTime() + DEADLINE_NS;
        while (System.nanoTime() < end) {
            var alive = supervisor.running().isPresent();
            var lines = lines(supervisor.progress());
            for (; shown < lines.size(); shown++) {
                var line = lines.get(shown);
                if (line.equals("READY")) {
                    return;
                }
                if (line.startsWith("FAILED")) {
                    throw new PlatformException(String.join("\n", lines.subList(shown, lines.size()))
                            .substring("FAILED ".length()));
                }
                steps.accept(line);
            }
            if (!alive) {
                throw new PlatformException("the supervisor ended; " + ProcessTable.tail(supervisor.log()));
            }
            Await.pause(POLL_MS);
        }
        throw new PlatformException("the platform did not start in time; see " + supervisor.log());
    }

    private static List<String> lines(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                return List.of();
            }
            var text = Files.readString(file);
            var whole = text.lastIndexOf('\n');
            return whole < 0 ? List.of() : text.substring(0, whole).lines().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private int external() {
        var kubeconfigFile = System.getenv("KUBECONFIG");
        if (kubeconfigFile == null || !Files.isRegularFile(Path.of(kubeconfigFile))) {
            throw new PlatformException("--external-cluster needs KUBECONFIG to name a file; it is " + kubeconfigFile);
        }
        var checkout = checkout();
        var kubectl = new Kubectl(ControlPlaneBinary.locate(checkout.root(), progress()), Path.of(kubeconfigFile));
        println("using the cluster of " + kubeconfigFile
                + "; images must be pullable there and Kafka reachable at the address in"
                + " infra/deploy/overlays/production/environment.yaml");
        try (var client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(new java.io.File(kubeconfigFile)))
                .build()) {
            var deployment = new Installer(checkout, kubectl, client);
            progress().step("install the CRDs", deployment::crds);
            progress().step("apply the production overlay", deployment::production);
            progress().step("wait for the services", deployment::awaitAvailable);
        }
        return 0;
    }
}
