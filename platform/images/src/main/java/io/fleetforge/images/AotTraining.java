package io.fleetforge.images;

import io.fleetforge.cluster.Await;
import io.fleetforge.cluster.PlatformException;
import io.fleetforge.cluster.process.ProcessTable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Trains an AOT cache by a real start of a service, without Kafka and Kubernetes: it starts, answers its probes, and ends on SIGTERM,
 * when the JVM writes the cache.
 *
 * @param service not started from its folder before
 * @param log of the service and of the JVM
 */
record AotTraining(PreparedService service, Path log) {

    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration END = Duration.ofMinutes(5);
    private static final Duration REQUEST = Duration.ofSeconds(20);
    /** As in a pod: on a large machine a share of its memory would be a heap with pointers of another size. */
    static final OptionalLong LIMIT = OptionalLong.of(1L << 30);

    private static final Pattern LISTENING = Pattern.compile("Listening on: (http://[0-9.]+:[0-9]+)");
    private static final List<String> PATHS =
            List.of("/q/health/started", "/q/health/live", "/q/health/ready", "/metrics", "/q/openapi");
    /** Addresses without a listener: a training reaches no cluster of its user. */
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "KUBERNETES_MASTER", "https://127.0.0.1:1",
            "KUBERNETES_AUTH_TRYKUBECONFIG", "false",
            "KUBERNETES_AUTH_TRYSERVICEACCOUNT", "false",
            "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1",
            "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1",
            "QUARKUS_HTTP_HOST", "127.0.0.1",
            "QUARKUS_HTTP_PORT", "0",
            "POD_NAMESPACE", "training",
            "POD_NAME", "training",
            "LANG", "C.UTF-8");
    /** A host does not start without a world. */
    private static final Map<String, String> HOST = Map.of(
            "FLEETFORGE_CELL_WORLD_NAMESPACE", "training",
            "FLEETFORGE_CELL_WORLD_NAME", "training",
            "FLEETFORGE_CELL_WORLD_UID", "training",
            "FLEETFORGE_CELL_HOST_NAME", "training-0",
            "FLEETFORGE_HOST_NAME", "training-0",
            "FLEETFORGE_CELL_HOST_INCARNATION", "1",
            "FLEETFORGE_CELL_FENCING", "false",
            "FLEETFORGE_CELL_PLAYERS_PORT", "0");

    /**
     * Writes {@code cache}.
     *
     * @throws PlatformException when the service does not start or the JVM writes no cache, with the end of the log
     */
    void write(Path cache) {
        var process = start(cache);
        var end = new Thread(() -> kill(process));
        Runtime.getRuntime().addShutdownHook(end);
        try {
            Await.until(
                    "start of " + service.service().repository(),
                    START,
                    () -> listening().isPresent() || !process.isAlive(),
                    () -> ProcessTable.tail(log));
            ask(listening().orElseThrow(() -> failed("ended before it listened")));
            process.destroy();
            if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
                throw failed("did not end within " + END.toSeconds() + " s of SIGTERM");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("interrupted");
        } finally {
            kill(process);
            removeHook(end);
        }
        if (!Files.isRegularFile(cache)) {
            throw failed("wrote no AOT cache");
        }
    }

    private PlatformException failed(String why) {
        return new PlatformException(
                "the training of the AOT cache of " + service.service().repository() + " failed: the service " + why
                        + "; FLEETFORGE_AOT=off starts services without a cache. " + ProcessTable.tail(log));
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the JVM ends, and the hook runs
        }
    }

    private Process start(Path cache) {
        var command = service.command(List.of("-XX:AOTCacheOutput=" + cache), LIMIT);
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(ENVIRONMENT);
        if (service.service() == ShippedService.CELL) {
            builder.environment().putAll(HOST);
        }
        try {
            return builder.start();
        } catch (IOException e) {
            throw new PlatformException(command.getFirst() + " could not run: " + e.getMessage(), e);
        }
    }

    private Optional<URI> listening() {
        try {
            var found = LISTENING.matcher(Files.readString(log));
            return found.find() ? Optional.of(URI.create(found.group(1))) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The statuses do not matter: without Kafka it may be not ready. */
    private void ask(URI address) {
        try (var http = HttpClient.newHttpClient()) {
            for (var path : PATHS) {
                http.send(
                        HttpRequest.newBuilder(address.resolve(path))
                                .timeout(REQUEST)
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
            }
        } catch (IOException e) {
            throw failed("did not answer at " + address + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("interrupted");
        }
    }
}
