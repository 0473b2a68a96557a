package io.fleetforge.local.cli;

import io.fleetforge.cluster.PlatformException;
import io.fleetforge.terminal.Program;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
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
            CurlCommand.class,
            UiCommand.class,
            ApplyCommand.class,
            BotsCommand.class,
            ImagesCommand.class,
            SuperviseCommand.class,
            AutoComplete.GenerateCompletion.class
        })
public final class Main implements Runnable {

    private static final Set<String> PASS_THROUGH = Set.of("kubectl", "curl");
    private static final Set<String> OPTIONS_WITH_VALUE = Set.of("--root", "--state-dir");

    @Option(names = "--root", hidden = true, description = "the checkout", scope = CommandLine.ScopeType.INHERIT)
    Path root = Path.of(System.getProperty("fleetforge.root", "."));

    @Option(
            names = "--state-dir",
            description = "where the platform keeps its state (default: .fleetforge in the checkout)",
            scope = CommandLine.ScopeType.INHERIT)
    @Nullable
    Path state;

    /**
     * Arguments of a verb that passes all of them on; hidden from picocli, which would parse its own options among them.
     */
    List<String> passedArguments = List.of();

    @Spec
    CommandSpec spec;

    public static void main(String... arguments) {
        Program.run(() -> execute(arguments));
    }

    static int execute(String... arguments) {
        var main = new Main();
        var own = List.of(arguments);
        var verb = verb(own);
        if (verb < own.size() && PASS_THROUGH.contains(own.get(verb))) {
            main.passedArguments = own.subList(verb + 1, own.size());
            own = own.subList(0, verb + 1);
        }
        return new CommandLine(main)
                .setExecutionExceptionHandler((exception, line, parsed) -> {
                    if (exception instanceof PlatformException) {
                        line.getErr().println(line.getColorScheme().errorText("error: " + exception.getMessage()));
                    } else {
                        exception.printStackTrace(line.getErr());
                    }
                    return 1;
                })
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(own.toArray(String[]::new));
    }

    /** Index of the first argument that is neither an option of this command nor the value of one. */
    private static int verb(List<String> arguments) {
        var at = 0;
        while (at < arguments.size() && arguments.get(at).startsWith("-")) {
            at += OPTIONS_WITH_VALUE.contains(arguments.get(at)) ? 2 : 1;
        }
        return at;
    }

    @Command(name = "test", description = "Run the whole test suite (a verb of the launcher).")
    int test() {
        return launcherVerb("test");
    }

    @Command(name = "bench", description = "Run the measurements (a verb of the launcher).")
    int bench() {
        return launcherVerb("bench");
    }

    @Command(name = "simulate", description = "Run the handoff protocol under seeded faults (a verb of the launcher).")
    int simulate() {
        return launcherVerb("simulate");
    }

    @Command(
            name = "replay",
            description = "Make the recorded changes of a cell again and compare its state (a verb of the launcher).")
    int replay() {
        return launcherVerb("replay");
    }

    @Command(
            name = "robustness",
            description =
                    "Run operations under load while processes are killed and suspended (a verb of the launcher).")
    int robustness() {
        return launcherVerb("robustness");
    }

    @Command(name = "build", description = "Compile what changed (a verb of the launcher).")
    int build() {
        return launcherVerb("build");
    }

    @Command(name = "doctor", description = "Check the tools (a verb of the launcher).")
    int doctor() {
        return launcherVerb("doctor");
    }

    /** Listed for completion and help; the launcher runs these verbs itself. */
    private int launcherVerb(String verb) {
        throw new CommandLine.ParameterException(spec.commandLine(), "run './fleetforge " + verb + "'");
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "name a verb, such as 'up' or 'demo'");
    }
}
