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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process behind {@code up}: brings the platform up, writes one line per step to the progress file, then looks after
 * the node until it is told to end. SIGTERM ends everything; SIGKILL leaves the processes to the next supervisor.
 */
public final class Supervisor {

    static final String READY = "READY";
    static final String FAILED = "FAILED";

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    private Supervisor() {}

    /** Runs until SIGTERM. */
    public static int run(Checkout checkout) {
        var progressFile = checkout.state().resolve("progress");
        StateFiles.write(progressFile, "");
        var progress = toFile(progressFile);
        try {
            var binary = ControlPlaneBinary.locate(checkout.root(), progress);
            var platform = Platform.start(checkout, binary, progress);
            var end = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                platform.close();
                end.countDown();
            }));
            platform.deploy(progress);
            append(progressFile, READY + "\n");
            end.await();
            return 0;
        } catch (RuntimeException e) {
            LOG.error("the platform did not come up", e);
            Platform.stop(checkout);
            append(progressFile, FAILED + " " + e.getMessage() + "\n");
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
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
