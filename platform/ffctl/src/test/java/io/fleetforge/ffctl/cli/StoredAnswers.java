package io.fleetforge.ffctl.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * What an API server with one world and a Jaeger answer to ffctl: resources. Lists without a file are empty. In
 * a topology {@code "@revision"} is the number of the read, or 1.
 */
final class StoredAnswers implements AutoCloseable {

    private static final Map<String, String> FILES = new TreeMap<>(Map.of(
            "/version", "/answers/version.json",
            "/apis/fleetforge.io/v1/namespaces/default/worldspecs", "/answers/worldspecs.json",
            "/apis/fleetforge.io/v1/namespaces/default/worldtopologies", "/answers/worldtopologies.json",
            "/apis/fleetforge.io/v1/namespaces/default/worldtopologies/starter", "/answers/worldtopology.json",
            "/api/v1/namespaces/default/pods", "/answers/pods.json",
            "/api/v1/namespaces/default/pods/starter-0:8080/proxy/api/v1/cells", "/answers/cells.json",
            "/api/services", "/answers/jaeger-services.json",
            "/api/traces", "/fixtures/jaeger-traces.json"));

    /** Jaeger answers 400 to a number it cannot parse. */
    private static final Pattern JAEGER_QUERY =
            Pattern.compile("service=[a-z-]+&tags=[%A-Za-z0-9_.-]+&limit=[0-9]+&start=[0-9]+&end=[0-9]+");

    private final HttpServer server;
    private final AtomicInteger reads = new AtomicInteger();
    private final boolean worldChanges;

    StoredAnswers(boolean worldChanges) throws IOException {
        this.worldChanges = worldChanges;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    Path kubeconfig(Path folder) throws IOException {
        return Files.writeString(folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: stored
                clusters: [{name: stored, cluster: {server: "%s"}}]
                users: [{name: stored, user: {token: none}}]
                contexts: [{name: stored, context: {cluster: stored, user: stored, namespace: default}}]
                """.formatted(url()));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var uri = exchange.getRequestURI();
            var file = FILES.get(uri.getPath());
            var accepted = !uri.getPath().equals("/api/traces")
                    || JAEGER_QUERY.matcher(uri.getRawQuery()).matches();
            var body = file == null
                    ? "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"metadata\":{},\"items\":[]}"
                    : read(file);
            if (uri.getPath().endsWith("worldtopologies/starter")) {
                body = body.replace("\"@revision\"", worldChanges ? Integer.toString(reads.incrementAndGet()) : "1");
            }
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(accepted ? 200 : 400, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static String read(String file) throws IOException {
        try (var in = Objects.requireNonNull(StoredAnswers.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
