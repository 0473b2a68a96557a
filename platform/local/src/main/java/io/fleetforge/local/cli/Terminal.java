package io.fleetforge.local.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fleetforge.cluster.Checkout;
import io.fleetforge.cluster.PlatformException;
import io.fleetforge.cluster.Progress;
import io.fleetforge.cluster.controlplane.ControlPlane;
import io.fleetforge.cluster.controlplane.ControlPlaneBinary;
import io.fleetforge.cluster.controlplane.Kubectl;
import io.fleetforge.terminal.ClosedOutputError;
import io.fleetforge.terminal.Screen;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ParentCommand;

/** What the verbs share: the checkout, the running platform and output. */
abstract class Terminal {

    /** How a verb prints its result. */
    enum Format {
        TEXT,
        JSON
    }

    @ParentCommand
    Main main;

    Checkout checkout() {
        var state = main.state;
        if (state == null) {
            var fromEnvironment = System.getenv("FLEETFORGE_STATE_DIR");
            state = fromEnvironment == null || fromEnvironment.isBlank()
                    ? main.root.resolve(".fleetforge/run")
                    : Path.of(fromEnvironment);
        }
        return new Checkout(main.root, state);
    }

    PrintWriter out() {
        return main.spec.commandLine().getOut();
    }

    /** Prints a line. The verb goes on when the reader has gone: what it does and its exit code are more than its output. */
    void println(String line) {
        try {
            out().println(line);
            out().flush();
        } catch (ClosedOutputError e) {
            // the verb goes on
        }
    }

    /** For a verb that is watched: it ends when the reader has gone. */
    Screen screen() {
        return Screen.of(out());
    }

    static String json(Object value) {
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new PlatformException("cannot print JSON", e);
        }
    }

    Progress progress() {
        return Progress.lines(this::println);
    }

    /** Kubeconfig of the running platform. */
    Path kubeconfig(Checkout checkout) {
        var kubeconfig = checkout.controlPlaneState().resolve("kubeconfig");
        if (!Files.isRegularFile(kubeconfig)) {
            throw new PlatformException("the platform does not run; './fleetforge up' starts it");
        }
        return kubeconfig;
    }

    Kubectl kubectl(Checkout checkout) {
        var kubeconfig = kubeconfig(checkout); // first: without a platform no binary is built
        return new Kubectl(ControlPlaneBinary.locate(checkout.root(), progress()), kubeconfig);
    }

    /** The running control plane's address and token, for clients of this process. */
    static ControlPlane.Endpoints endpoints(Checkout checkout) {
        return io.fleetforge.cluster.StateFiles.readJson(
                        checkout.controlPlaneState().resolve("endpoints.json"), ControlPlane.Endpoints.class)
                .orElseThrow(() -> new PlatformException("the platform does not run; './fleetforge up' starts it"));
    }

    /** Address of a controller; empty when none runs. */
    static Optional<String> controller(Kubectl kubectl) {
        var found =
                kubectl.run("get", "pods", "-n", "fleetforge-system", "-l", "app=fleetforge-controller", "-o", "json");
        if (found.exitCode() != 0) {
            return Optional.empty();
        }
        for (var pod : tree(found.output()).path("items")) {
            var address = pod.at("/status/podIP").asText("");
            if (!address.isEmpty() && pod.at("/metadata/deletionTimestamp").isMissingNode()) {
                return Optional.of(address);
            }
        }
        return Optional.empty();
    }

    static JsonNode tree(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new PlatformException("kubectl returned no JSON", e);
        }
    }
}
