package io.fleetforge.ffctl.cli;

import io.fleetforge.ffctl.cluster.Cluster;
import io.fleetforge.ffctl.cluster.Scope;
import io.fleetforge.ffctl.render.Json;
import io.fleetforge.terminal.ClosedOutputError;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What the commands for a cluster share: the choice of the cluster, its namespaces and the output format. */
abstract class ClusterCommand implements Callable<Integer> {

    @ParentCommand
    Main main;

    @Spec
    CommandSpec spec;

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "default: $KUBECONFIG, the local platform's while it runs, ~/.kube/config")
    @Nullable
    Path kubeconfig;

    @Option(names = "--context", description = "of the kubeconfig (default: its current one)")
    @Nullable
    String context;

    @ArgGroup
    @Nullable
    NamespaceOption namespaceOption;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "table or json (default: table)",
            defaultValue = "table")
    Format format;

    @Option(
            names = {"-v", "--verbose"},
            description = "print which cluster is used, and why")
    boolean verbose;

    /** One namespace or all. */
    static final class NamespaceOption {
        @Option(
                names = {"-n", "--namespace"},
                description = "one namespace")
        @Nullable
        String namespace;

        @Option(
                names = {"-A", "--all-namespaces"},
                description = "all namespaces")
        boolean all;
    }

    @Override
    public final Integer call() throws InterruptedException {
        check();
        try (var cluster = Cluster.open(kubeconfig, context, main.root, System.getenv())) {
            if (verbose) {
                note(cluster.origin());
            }
            return run(cluster);
        }
    }

    /** Refuses invalid arguments before the cluster is read. */
    void check() {}

    abstract int run(Cluster cluster) throws InterruptedException;

    /** The requested namespaces, else the namespace of the kubeconfig. */
    Scope scope(Cluster cluster) {
        return namespaceOption != null && namespaceOption.all ? Scope.ALL : Scope.of(namespace(cluster));
    }

    /** The requested namespace, else all. */
    Scope scopeOrAll() {
        return namespaceOption == null || namespaceOption.namespace == null
                ? Scope.ALL
                : Scope.of(namespaceOption.namespace);
    }

    String namespace(Cluster cluster) {
        return namespaceOption == null || namespaceOption.namespace == null
                ? cluster.namespace()
                : namespaceOption.namespace;
    }

    boolean json() {
        return format == Format.JSON;
    }

    /** Prints the table, or the view as JSON, as requested. */
    void print(List<String> table, Object view) {
        var lines = json() ? List.of(Json.pretty(view)) : table;
        print(lines.stream().map(line -> line + System.lineSeparator()).collect(Collectors.joining()));
    }

    /** Prints a result. The exit code is the rest of it: a reader that leaves early does not change it. */
    void print(String result) {
        var out = spec.commandLine().getOut();
        try {
            out.print(result);
            out.flush();
        } catch (ClosedOutputError e) {
            // the exit code remains
        }
    }

    /** Prints a note to standard error. */
    void note(String line) {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }

    ParameterException wrongUse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** The value of the option, else of the variable, else the address at the local platform. */
    static Optional<String> address(@Nullable String option, String variable, Optional<String> local) {
        return Optional.ofNullable(option)
                .or(() -> Optional.ofNullable(System.getenv(variable)))
                .filter(url -> !url.isBlank())
                .or(() -> local);
    }
}
