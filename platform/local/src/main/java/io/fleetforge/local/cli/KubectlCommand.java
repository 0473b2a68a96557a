package io.fleetforge.local.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** kubectl with the platform's kubeconfig; every word after the verb is kubectl's. */
@Command(name = "kubectl", description = "kubectl against the platform; all arguments are kubectl's.")
final class KubectlCommand extends Terminal implements Callable<Integer> {

    @Unmatched
    List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() {
        return kubectl(checkout()).passThrough(arguments);
    }
}
