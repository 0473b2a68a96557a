package io.fleetforge.local.cli;

import io.fleetforge.local.Supervisor;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The process behind {@code up}. */
@Command(name = "supervise", hidden = true, description = "Run the platform in the foreground.")
final class SuperviseCommand extends Terminal implements Callable<Integer> {

    @Override
    public Integer call() {
        return Supervisor.run(checkout());
    }
}
