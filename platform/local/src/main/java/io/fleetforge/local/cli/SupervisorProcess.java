package io.fleetforge.local.cli;

import io.fleetforge.cluster.Checkout;
import io.fleetforge.cluster.PlatformException;
import io.fleetforge.cluster.StateFiles;
import io.fleetforge.cluster.process.ProcessRecord;
import io.fleetforge.cluster.process.ProcessTable;
import io.fleetforge.cluster.process.ProcessTable.Launch;
import io.fleetforge.local.Supervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The supervisor from the terminal's side: started detached, found by its record, stopped by it. */
final class SupervisorProcess {

    private static final String NAME = "supervisor";
    private static final Duration GRACE = Duration.ofSeconds(90);

    private final Checkout checkout;
    private final ProcessTable processes;

    SupervisorProcess(Checkout checkout) {
        this.checkout = checkout;
        this.processes = new ProcessTable(checkout.state().resolve("processes"));
    }

    Optional<ProcessRecord> running() {
        return processes.running(NAME);
    }

    Path log() {
        return checkout.state().resolve("logs/supervisor.log");
    }

    Path progress() {
        return checkout.state().resolve("progress");
    }

    /** @param withObservability whether a new platform gets the observability stack */
    ProcessRecord start(boolean withObservability) {
        var command = new ArrayList<String>();
        setsid().ifPresent(command::add);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--sun-misc-unsafe-memory-access=allow"));
        command.add("-Dfleetforge.root=" + checkout.root());
        command.add("-Dorg.slf4j.simpleLogger.showDateTime=true");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of("--state-dir", checkout.state().toString(), "supervise"));
        if (withObservability) {
            command.add("--observability");
        }
        deleteProgress();
        return processes.start(new Launch(NAME, command, environment(), checkout.root(), log()));
    }

    /** Requests another attempt to start the services; its progress starts anew. */
    void retry() {
        deleteProgress();
        StateFiles.write(Supervisor.retryRequest(checkout), "");
    }

    boolean stop() {
        var stopped = processes.stop(NAME, GRACE);
        deleteProgress();
        return stopped;
    }

    private void deleteProgress() {
        try {
            Files.deleteIfExists(progress());
        } catch (IOException e) {
            throw new PlatformException("cannot delete " + progress(), e);
        }
    }

    private static Map<String, String> environment() {
        var environment = new HashMap<String, String>();
        environment.put("LC_ALL", "C.UTF-8"); // else its JVM cannot form paths beyond ASCII
        for (var name : List.of(
                "PATH",
                "HOME",
                "FLEETFORGE_CONTROLPLANE",
                "FLEETFORGE_JAEGER",
                "FLEETFORGE_AOT",
                "XDG_CACHE_HOME",
                "GOFLAGS",
                "GOPROXY",
                "GOCACHE",
                "GOMODCACHE")) {
            var value = System.getenv(name);
            if (value != null) {
                environment.put(name, value);
            }
        }
        return environment;
    }

    /**
     * Starts a session of its own where the tool exists, so that Ctrl-C at the terminal does not reach the platform.
     */
    private static Optional<String> setsid() {
        for (var folder : System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator)) {
            var tool = Path.of(folder, "setsid");
            if (Files.isExecutable(tool)) {
                return Optional.of(tool.toString());
            }
        }
        return Optional.empty();
    }
}
