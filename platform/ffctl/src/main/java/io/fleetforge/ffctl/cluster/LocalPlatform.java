package io.fleetforge.ffctl.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The platform that {@code ./fleetforge up} runs on this machine, by the files of its state folder.
 *
 * @param state the state folder
 */
public record LocalPlatform(Path state) {

    private static final int CONNECT_MS = 500;

    public LocalPlatform {
        Objects.requireNonNull(state, "state");
    }

    /** The platform of {@code FLEETFORGE_STATE_DIR}, else of the checkout; it may not run. */
    public static LocalPlatform of(Path root, Map<String, String> environment) {
        var state = environment.getOrDefault("FLEETFORGE_STATE_DIR", "");
        return new LocalPlatform(state.isBlank() ? root.resolve(".fleetforge/run") : Path.of(state));
    }

    public Path kubeconfig() {
        return state.resolve("controlplane/kubeconfig");
    }

    /** One JSON line for each span, while no Jaeger receives them. */
    public Path spans() {
        return state.resolve("spans.jsonl");
    }

    /** Whether its API server listens; its files may be those of a platform that was stopped. */
    public boolean runs() {
        return Files.isRegularFile(kubeconfig())
                && port("controlplane", "api").filter(LocalPlatform::listens).isPresent();
    }

    public Optional<String> jaeger() {
        return port("observability", "jaegerQuery").map(port -> "http://127.0.0.1:" + port);
    }

    public Optional<String> prometheus() {
        return port("observability", "prometheus").map(port -> "http://127.0.0.1:" + port);
    }

    private Optional<Integer> port(String folder, String name) {
        var file = state.resolve(folder).resolve("endpoints.json");
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            var port = new ObjectMapper().readTree(file.toFile()).path(name).asInt();
            return port > 0 ? Optional.of(port) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean listens(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
