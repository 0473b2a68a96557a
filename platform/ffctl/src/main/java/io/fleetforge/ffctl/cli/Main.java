package io.fleetforge.ffctl.cli;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fleetforge.ffctl.cluster.Failures;
import io.fleetforge.ffctl.cluster.UnreachableException;
import io.fleetforge.ffctl.cluster.WrongUseException;
import io.fleetforge.terminal.Program;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ./ffctl}: a FleetForge on any cluster, from a terminal. Reads only, apart from the incident commands. */
@Command(
        name = "ffctl",
        mixinStandardHelpOptions = true,
        version = "ffctl 0.1.0",
        description = {
            "Observes a FleetForge on any cluster. Reads only, apart from the incident commands.",
            "Exit codes: 0 done, 1 something is wrong or not found, 2 wrong use, 3 the cluster does not answer."
        },
        subcommands = {
            WorldsCommand.class,
            MapCommand.class,
            TraceCommand.class,
            DoctorCommand.class,
            IncidentCommand.class,
            OncallCommand.class,
            AlertCommand.class,
            CompletionCommand.class
        })
public final class Main implements Runnable {

    final Path root = Path.of(System.getProperty("fleetforge.root", "."));
    final Clock clock = Clock.systemUTC();

    @Spec
    CommandSpec spec;

    public static void main(String... arguments) {
        Program.run(() -> commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .registerConverter(Duration.class, new DurationConverter())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, line, parsed) -> failed(failure, line));
    }

    private static int failed(Exception failure, CommandLine line) {
        switch (failure) {
            case WrongUseException wrong -> line.getErr().println("error: " + wrong.getMessage());
            case UnreachableException unreachable -> line.getErr().println("error: " + unreachable.getMessage());
            case KubernetesClientException refused -> line.getErr().println("error: " + Failures.describe(refused));
            default -> failure.printStackTrace(line.getErr());
        }
        line.getErr().flush();
        return failure instanceof WrongUseException
                ? ExitCode.WRONG_USE
                : failure instanceof UnreachableException || failure instanceof KubernetesClientException
                        ? ExitCode.UNREACHABLE
                        : ExitCode.FOUND;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "name a command, such as 'worlds' or 'doctor'");
    }
}
