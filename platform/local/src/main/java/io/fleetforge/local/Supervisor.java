package io.fleetforge.local;

import io.fleetforge.cluster.Await;
import io.fleetforge.cluster.Checkout;
import io.fleetforge.cluster.Progress;
import io.fleetforge.cluster.StateFiles;
import io.fleetforge.cluster.StateLock;
import io.fleetforge.cluster.controlplane.ControlPlaneBinary;
import io.fleetforge.local.observability.ObservabilityEndpoints;
import io.fleetforge.local.observability.ObservabilityPrograms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process behind {@code up}: starts the platform, writes one line per step to the progress file, then supervises the
 * node until SIGTERM, which stops everything; after SIGKILL the next supervisor adopts the processes.
 */
public final class Supervisor {

    static final String READY = "READY";
    static final String FAILED = "FAILED";

    private static final long STEP_MS = 1000;
    private static final int STEPS_PER_REPAIR = 5;
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    private Supervisor() {}

    /**
     * Runs until SIGTERM; ends at once when another supervisor runs for the state folder.
     *
     * @param withObservability whether a new platform gets the observability stack; an adopted one keeps what it has
     */
    public static int run(Checkout checkout, boolean withObservability) {
        try (var lock = StateLock.tryAcquire(checkout.state().resolve("supervisor.lock"))) {
            if (!lock.held()) {
                LOG.warn("another supervisor runs for {}", checkout.state());
                return 1;
            }
            return supervise(checkout, withObservability);
        }
    }

    private static int supervise(Checkout checkout, boolean withObservability) {
        var progressFile = checkout.state().resolve("progress");
        StateFiles.write(progressFile, "");
        var progress = toFile(progressFile);
        var adopting = !Platform.running(checkout).isEmpty();
        Platform platform;
        try {
            var binary = ControlPlaneBinary.locate(checkout.root(), progress);
            platform = Platform.startForThisJvm(
                    checkout,
                    binary,
                    stackPrograms(checkout, adopting ? hasObservability(checkout) : withObservability, progress),
                    progress);
        } catch (RuntimeException e) {
            LOG.error("the platform did not start", e);
            if (!adopting) {
                Platform.stop(checkout);
            }
            append(progressFile, FAILED + " " + e.getMessage() + "\n");
            return exit(adopting);
        }
        append(progressFile, deploy(platform, progress));
        for (var step = 1L; ; step++) {
            Await.pause(STEP_MS);
            if (step % STEPS_PER_REPAIR == 0) {
                repair(platform);
            }
            if (consume(retryRequest(checkout))) {
                append(progressFile, deploy(platform, progress));
            }
        }
    }

    private static Optional<ObservabilityPrograms> stackPrograms(
            Checkout checkout, boolean withObservability, Progress progress) {
        return withObservability
                ? Optional.of(ObservabilityPrograms.locate(checkout.root(), progress))
                : Optional.empty();
    }

    /** Whether the running platform has an observability stack. */
    public static boolean hasObservability(Checkout checkout) {
        return ObservabilityEndpoints.of(checkout.observabilityState()).isPresent();
    }

    /** A file that requests another attempt to start the services. */
    public static Path retryRequest(Checkout checkout) {
        return checkout.state().resolve("retry");
    }

    private static boolean consume(Path request) {
        try {
            return Files.deleteIfExists(request);
        } catch (IOException e) {
            LOG.warn("cannot delete {}: {}", request, e.getMessage());
            return false;
        }
    }

    /**
     * The last line of the progress. When a service does not become available, the platform keeps running for inspection.
     */
    private static String deploy(Platform platform, Progress progress) {
        try {
            platform.deploy(progress);
            return READY + "\n";
        } catch (RuntimeException e) {
            LOG.error("the services did not become available", e);
            return FAILED + " " + e.getMessage()
                    + "\nThe platform keeps running for inspection: './fleetforge kubectl get pods -A',"
                    + " './fleetforge logs <service>'. './fleetforge up' retries, './fleetforge down' stops it.\n";
        }
    }

    /** Ends this process; adopted processes keep running, so no shutdown hook may run. */
    private static int exit(boolean adopting) {
        if (adopting) {
            Runtime.getRuntime().halt(1);
        }
        return 1;
    }

    private static void repair(Platform platform) {
        try {
            platform.repair().forEach(name -> LOG.warn("{} had ended and was restarted", name));
        } catch (RuntimeException e) {
            LOG.warn("a component could not be restarted: {}", e.getMessage());
        }
    }

    private static Progress toFile(Path file) {
        return new Progress() {
            @Override
            public void started(String step) {
                append(file, "… " + step + "\n");
            }

            @Override
            public void done(String step, Duration took) {
                append(file, String.format(Locale.ROOT, "✓ %s (%.1f s)%n", step, took.toMillis() / 1000.0));
            }
        };
    }

    private static synchronized void append(Path file, String line) {
        try {
            Files.writeString(file, line, StandardCharsets.UTF_8, StandardOpenOption.APPEND, StandardOpenOption.CREATE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
