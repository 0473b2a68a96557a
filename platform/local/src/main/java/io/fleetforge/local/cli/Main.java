package io.fleetforge.local.cli;

import io.fleetforge.local.PlatformException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./fleetforge}: the local platform from a terminal. Exit codes: 0 done, 1 failed, 2 wrong use. */
@Command(
        name = "fleetforge",
        mixinStandardHelpOptions = true,
        version = "fleetforge 0.1.0",
        description = "Runs FleetForge on this machine: a real Kubernetes control plane, Kafka and the services.",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            DemoCommand.class,
            LogsCommand.class,
            KubectlCommand.class,
            ApplyCommand.class,
            SuperviseCommand.class,
            AutoComplete.GenerateCompletion.class
        },
        footer = {
            "",
            "Also: 'fleetforge test' runs the whole test suite, 'fleetforge bench' the measurements,",
            "'fleetforge build' compiles, 'fleetforge doctor' checks the tools."
        })
public final class Main implements Runnable {

    @Option(names = "--root", hidden = true, description = "the checkout", scope = CommandLine.ScopeType.INHERIT)
    Path root = Path.of(System.getProperty("fleetforge.root", "."));

    @Option(
            names = "--state-dir",
            description = "where the platform keeps its state (default: .fleetforge in the checkout)",
            scope = CommandLine.ScopeType.INHERIT)
    @Nullable
    Path state;

    @Spec
    CommandSpec spec;

    public static void main(String... arguments) {
        System.exit(execute(arguments));
    }

    static int execute(String... arguments) {
        return new CommandLine(new Main())
                .setExecutionExceptionHandler((exception, line, parsed) -> {
                    if (exception instanceof PlatformException) {
                        line.getErr().println(line.getColorScheme().errorText("error: " + exception.getMessage()));
                    } else {
                        exception.printStackTrace(line.getErr());
                    }
                    return 1;
                })
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "name a verb, such as 'up' or 'demo'");
    }
}
