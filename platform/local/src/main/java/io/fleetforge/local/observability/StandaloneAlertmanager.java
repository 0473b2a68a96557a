package io.fleetforge.local.observability;

import io.fleetforge.cluster.Await;
import io.fleetforge.cluster.PlatformException;
import io.fleetforge.cluster.Progress;
import io.fleetforge.cluster.StateFiles;
import io.fleetforge.cluster.process.Captured;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A single Alertmanager with a routing file, in a process of its own, for comparison with alert-router. */
public final class StandaloneAlertmanager implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofSeconds(20);

    private final Process process;
    private final int port;

    /**
     * The program; built once where there is Go, else an installed one. Empty where there is neither.
     *
     * @param root the checkout
     */
    public static Optional<Path> program(Path root, Progress progress) {
        return AlertmanagerBinary.locate(root, progress);
    }

    /** Such as {@code 0.31.1}. */
    public static String version(Path program) {
        var output = Captured.of(new ProcessBuilder(program.toString(), "--version"), Duration.ofSeconds(10))
                .output();
        return output.replaceAll("(?s).*?version ([0-9.]+).*", "$1");
    }

    /** @param folder of its file and its state; earlier contents are deleted */
    public StandaloneAlertmanager(Path program, Path folder, String routing) throws IOException {
        StateFiles.deleteFolder(folder);
        StateFiles.createFolder(folder);
        var config = Files.writeString(folder.resolve("routing.yaml"), routing);
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        process = new ProcessBuilder(
                        program.toString(),
                        "--config.file=" + config,
                        "--storage.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address=")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("alertmanager.log").toFile())
                .start();
        try {
            Await.until("Alertmanager", READY_WITHIN, this::isReady, () -> "see " + folder.resolve("alertmanager.log"));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private boolean isReady() {
        try (var http = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(URI.create(address() + "/-/ready")).build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("interrupted");
        }
    }

    public String address() {
        return "http://127.0.0.1:" + port;
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
