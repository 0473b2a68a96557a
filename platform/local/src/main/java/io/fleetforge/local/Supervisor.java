package io.fleetforge.local;

import io.fleetforge.local.controlplane.ControlPlaneBinary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process behind {@code up}: brings the platform up, writes one line per step to the progress file, then looks after
 * the node until it is told to end. SIGTERM ends everything; SIGKILL leaves the processes to the next supervisor.
 */
public final class Supervisor {

    static final String READY = "READY";
    static final String FAILED = "FAILED";

    private static final long REPAIR_EVERY_S = 5;
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    private Supervisor() {}

    /** Runs until SIGTERM. */
    public static int run(Checkout checkout) {
        var progressFile = checkout.state().resolve("progress");
        StateFiles.write(progressFile, "");
        var progress = toFile(progressFile);
        Platform started = null;
        try {
            var binary = ControlPlaneBinary.locate(checkout.root(), progress);
            var platform = Platform.start(checkout, binary, progress);
            started = platform;
            var end = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                platform.close();
                end.countDown();
            }));
            platform.deploy(progress);
            append(progressFile, READY + "\n");
            while (!end.await(REPAIR_EVERY_S, TimeUnit.SECONDS)) {
                repair(platform);
            }
            return 0;
        } catch (RuntimeException e) {
            LOG.error("the platform did not come up", e);
            if (started == null) {
                Platform.stop(checkout);
            } else {
                started.close();
            }
            append(progressFile, FAILED + " " + e.getMessage() + "\n");
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private static void repair(Platform platform) {
        try {
            platform.repair().forEach(name -> LOG.warn("{} had ended and was started again", name));
        } catch (RuntimeException e) {
            LOG.warn("a component could not be started again: {}", e.getMessage());
        }
    }

    private static Progress toFile(Path file) {
        return new Progress() {
            @Override
            public void begins(String step) {
                append(file, "… " + step + "\n");
            }

            @Override
            public void done(String step, Duration took) {
                append(file, "✓ %s (%.1f s)%n".formatted(step, took.toMillis() / 1000.0));
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
