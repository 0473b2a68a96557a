package io.fleetforge.local.cli;

import io.fleetforge.local.Supervisor;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The process behind {@code up}. */
@Command(name = "supervise", hidden = true, description = "Run the platform in the foreground.")
final class SuperviseCommand extends Terminal implements Callable<Integer> {

    @Option(names = "--observability")
    boolean observability;

    @Override
    public Integer call() {
        return Supervisor.run(checkout(), observability);
    }
}
