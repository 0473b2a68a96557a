package io.fleetforge.local.cli;

import io.fabric8.kubernetes.client.Config;
import io.fleetforge.cluster.PlatformException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the addresses of the pages and the token to sign in with. */
@Command(
        name = "ui",
        mixinStandardHelpOptions = true,
        description = "Print the addresses of the web pages and the token to sign in with; both change with each run.")
final class UiCommand extends Terminal implements Callable<Integer> {

    private static final String PODS = "app.kubernetes.io/name=fleetforge-alert-router";
    private static final String RUNNING = "status.phase=Running";

    @Option(
            names = {"-o", "--output"},
            description = "text or json",
            defaultValue = "text")
    Format format;

    @Override
    public Integer call() {
        var checkout = checkout();
        var address = kubectl(checkout)
                .require(
                        "get",
                        "pods",
                        "-n",
                        "fleetforge-system",
                        "-l",
                        PODS,
                        "--field-selector",
                        RUNNING,
                        "-o",
                        "jsonpath={range .items[*]}{.status.podIP}{\"\\n\"}{end}")
                .lines()
                .findFirst()
                .orElseThrow(() -> new PlatformException(
                        "no alert-router runs; see './fleetforge kubectl get pods -n fleetforge-system'"));
        var incidents = "http://" + address + ":8080/ui/incidents";
        var token = Config.fromKubeconfig(kubeconfig(checkout).toFile()).getAutoOAuthToken();
        if (format == Format.JSON) {
            println(json(new TreeMap<>(Map.of("incidents", incidents, "token", token))));
        } else {
            println("Incidents  " + incidents);
            println("Token      " + token);
        }
        return 0;
    }
}
