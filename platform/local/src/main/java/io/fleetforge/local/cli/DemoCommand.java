package io.fleetforge.local.cli;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fleetforge.bots.HostDirectory;
import io.fleetforge.cluster.Checkout;
import io.fleetforge.local.demo.Demo;
import io.fleetforge.terminal.ClosedOutputError;
import io.fleetforge.terminal.Screen;
import java.net.http.HttpClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows a world that starts, splits and merges under a crowd. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Start the platform and watch a world: players flock, cells split, the crowd leaves, cells merge.",
            "The map is redrawn on a terminal, and printed at each change elsewhere or with NO_COLOR.",
            "Exit codes: 0 all steps succeeded and no session was lost, 1 otherwise, 2 wrong use."
        })
final class DemoCommand extends Terminal implements Callable<Integer> {

    @Option(names = "--down", description = "stop the platform afterwards")
    boolean down;

    @Option(
            names = "--observability",
            description = "also run Prometheus, Alertmanager, a node exporter and Jaeger beside the platform")
    boolean observability;

    @Override
    public Integer call() throws InterruptedException {
        var checkout = checkout();
        var screen = screen();
        Runnable stop = () ->
                println("stopped: " + String.join(", ", DownCommand.stop(checkout, new SupervisorProcess(checkout))));
        var code = start(checkout, screen, stop);
        if (code != 0) {
            return code;
        }
        var interrupted = new Interruption(() -> {
            if (down) {
                stop.run();
            } else {
                println("interrupted; the platform still runs: './fleetforge down' stops it");
            }
        });
        try {
            runDemo(checkout, screen);
        } finally {
            interrupted.disarm();
            if (down && !interrupted.occurred()) {
                stop.run();
            }
        }
        if (!down) {
            println("");
            println("The platform still runs. Next:");
            println("  ./fleetforge kubectl get worldspecs,worldtopologies,pods -o wide");
            println("  ./fleetforge kubectl patch worldspec starter --type=merge -p"
                    + " '{\"spec\":{\"topology\":{\"initialCells\":8}}}'");
            println("  ./fleetforge logs controller-service --tail 20");
            println("  ./fleetforge down");
        }
        return 0;
    }

    private int start(Checkout checkout, Screen screen, Runnable stop) {
        var up = new UpCommand();
        up.main = main;
        up.observability = observability;
        try {
            return up.local(checkout, screen::println);
        } catch (ClosedOutputError e) {
            if (down) {
                stop.run();
            }
            throw e;
        }
    }

    private void runDemo(Checkout checkout, Screen screen) throws InterruptedException {
        var kubectl = kubectl(checkout);
        var config = Config.fromKubeconfig(kubeconfig(checkout).toFile());
        try (var client = new KubernetesClientBuilder().withConfig(config).build();
                var http = HttpClient.newHttpClient()) {
            var directory = new HostDirectory(
                    http,
                    () -> controller(kubectl),
                    "default/starter",
                    endpoints(checkout).token());
            new Demo(new Demo.Context(checkout, kubectl, client, http, directory), screen).run();
        }
    }
}
