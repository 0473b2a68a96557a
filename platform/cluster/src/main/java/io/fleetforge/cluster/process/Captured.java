package io.fleetforge.cluster.process;

import io.fleetforge.cluster.PlatformException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A short command that was run to its end.
 *
 * @param output what it printed, standard error included
 */
public record Captured(int exitCode, String output) {

    /**
     * Runs {@code command}; its output is read beside the wait, so that the deadline holds also for a command that neither
     * prints nor ends.
     *
     * @throws PlatformException when it cannot be started or does not end within {@code deadline}: it is killed then
     */
    public static Captured of(ProcessBuilder command, Duration deadline) {
        var name = String.join(" ", command.command().stream().limit(3).toList());
        try (var reader = Executors.newVirtualThreadPerTaskExecutor()) {
            var process = command.redirectErrorStream(true).start();
            try {
                var output = CompletableFuture.supplyAsync(() -> read(process), reader);
                var text = output.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
                if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new TimeoutException();
                }
                return new Captured(process.exitValue(), text);
            } catch (TimeoutException e) {
                throw new PlatformException(name + " did not end within " + deadline.toSeconds() + " s", e);
            } catch (ExecutionException e) {
                throw new PlatformException("the output of " + name + " could not be read: " + e.getCause(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new PlatformException("interrupted");
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new PlatformException(name + " could not run: " + e.getMessage(), e);
        }
    }

    private static String read(Process process) {
        try (var in = process.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
