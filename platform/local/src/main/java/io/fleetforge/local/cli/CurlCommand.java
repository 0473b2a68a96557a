package io.fleetforge.local.cli;

import io.fleetforge.cluster.Checkout;
import io.fleetforge.cluster.PlatformException;
import io.fleetforge.cluster.process.PassThrough;
import io.fleetforge.local.observability.ObservabilityEndpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * curl that resolves the names which services and the observability stack have in a cluster; passes all arguments to curl.
 */
@Command(
        name = "curl",
        description = "curl with the names of a cluster, such as http://prometheus:9090; all arguments are curl's.")
final class CurlCommand extends Terminal implements Callable<Integer> {

    @Override
    public Integer call() {
        var command = new ArrayList<>(List.of("curl"));
        command.addAll(addresses(checkout()).curlOptions());
        command.addAll(main.passedArguments);
        try {
            return PassThrough.run(new ProcessBuilder(command));
        } catch (PlatformException e) {
            if (e.getCause() instanceof IOException) {
                throw new PlatformException("curl is needed (found: none); install your system's curl package.", e);
            }
            throw e;
        }
    }

    private ServiceAddresses addresses(Checkout checkout) {
        kubeconfig(checkout); // fails when nothing runs
        var ports = ObservabilityEndpoints.of(checkout.observabilityState())
                .map(ObservabilityEndpoints::addresses)
                .orElse(Map.of());
        try {
            return ServiceAddresses.of(Files.readAllLines(checkout.nodeState().resolve("hosts")), ports);
        } catch (IOException e) {
            throw new PlatformException("the platform does not run; './fleetforge up' starts it", e);
        }
    }
}
