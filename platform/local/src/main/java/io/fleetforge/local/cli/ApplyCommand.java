package io.fleetforge.local.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Applies a file to the platform. */
@Command(name = "apply", mixinStandardHelpOptions = true, description = "Apply a file, such as a WorldSpec.")
final class ApplyCommand extends Terminal implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "YAML or JSON; - for standard input")
    Path file;

    @Override
    public Integer call() {
        return kubectl(checkout()).passThrough(List.of("apply", "-f", file.toString()));
    }
}
