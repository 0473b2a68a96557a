package io.fleetforge.cluster.controlplane;

import io.fleetforge.cluster.PlatformException;
import io.fleetforge.cluster.process.Captured;
import io.fleetforge.cluster.process.PassThrough;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** kubectl of the control plane's binary. */
public final class Kubectl {

    private static final Duration DEADLINE = Duration.ofSeconds(120);

    private final ControlPlaneBinary binary;
    private final Path kubeconfig;

    public Kubectl(ControlPlaneBinary binary, Path kubeconfig) {
        this.binary = binary;
        this.kubeconfig = kubeconfig;
    }

    /** Runs kubectl and returns its output, standard error included. */
    public Captured run(String... arguments) {
        return Captured.of(builder(List.of(arguments)), DEADLINE);
    }

    /** Runs kubectl and fails with its output unless it succeeds. */
    public String require(String... arguments) {
        var result = run(arguments);
        if (result.exitCode() != 0) {
            throw new PlatformException("kubectl " + String.join(" ", arguments) + " failed:\n" + result.output());
        }
        return result.output();
    }

    /** Runs kubectl on this terminal; returns its exit code. */
    public int passThrough(List<String> arguments) {
        return PassThrough.run(builder(arguments));
    }

    /** Runs a kubectl that prints until it is stopped, on this terminal; returns its exit code. */
    public int follow(List<String> arguments) {
        return PassThrough.follow(builder(arguments));
    }

    private ProcessBuilder builder(List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(binary.path().toString());
        command.add("kubectl");
        command.addAll(arguments);
        var builder = new ProcessBuilder(command);
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        return builder;
    }
}
