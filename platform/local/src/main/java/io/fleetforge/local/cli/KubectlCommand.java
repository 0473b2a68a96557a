package io.fleetforge.local.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** kubectl with the platform's kubeconfig; passes all arguments to kubectl, also {@code --} and {@code --help}. */
@Command(name = "kubectl", description = "kubectl against the platform; all arguments are kubectl's.")
final class KubectlCommand extends Terminal implements Callable<Integer> {

    @Override
    public Integer call() {
        return kubectl(checkout()).passThrough(main.passedArguments);
    }
}
