package io.fleetforge.node;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.fleetforge.cluster.Await;
import io.fleetforge.cluster.PlatformException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The part of the kubelet's API that {@code kubectl logs} needs, on loopback, for callers with the API server's client
 * certificate only.
 */
final class LogServer implements AutoCloseable {

    private static final String PREFIX = "/containerLogs/";
    private static final Duration FOLLOW_AT_MOST = Duration.ofMinutes(30);
    private static final long FOLLOW_STEP_MS = 200;

    /**
     * @param grows whether its container still writes to it
     */
    record Log(Path file, BooleanSupplier grows) {}

    /** Finds the log of a container. */
    interface Logs {
        @Nullable
        Log find(String namespace, String pod, String container, boolean previous);
    }

    private final HttpsServer server;
    private final Logs logs;

    LogServer(SSLContext tls, Logs logs) {
        this.logs = logs;
        try {
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new PlatformException("the node agent's log endpoint cannot listen", e);
        }
        server.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                var ssl = getSSLContext().getDefaultSSLParameters();
                ssl.setNeedClientAuth(true);
                parameters.setSSLParameters(ssl);
            }
        });
        server.createContext(PREFIX, this::serve);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var parts = exchange.getRequestURI()
                    .getPath()
                    .substring(PREFIX.length())
                    .split("/");
            var query = query(exchange.getRequestURI().getQuery());
            var log = parts.length < 3
                    ? null
                    : logs.find(parts[0], parts[1], parts[2], "true".equals(query.get("previous")));
            if (log == null || !Files.isRegularFile(log.file())) {
                var body = "no such container log\n".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(404, body.length);
                exchange.getResponseBody().write(body);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", "text/plain");
            exchange.sendResponseHeaders(200, 0);
            var sent = send(log.file(), query.get("tailLines"), exchange.getResponseBody());
            if ("true".equals(query.get("follow"))) {
                follow(log, sent, exchange.getResponseBody());
            }
        }
    }

    private static long send(Path log, @Nullable String tailLines, OutputStream out) throws IOException {
        if (tailLines == null) {
            return Files.copy(log, out);
        }
        // As bytes: the output of a process need not be text.
        var bytes = Files.readAllBytes(log);
        var from = startOfTail(bytes, Integer.parseInt(tailLines));
        out.write(bytes, from, bytes.length - from);
        out.flush();
        return bytes.length;
    }

    private static int startOfTail(byte[] bytes, int lines) {
        var left = lines;
        var at = bytes.length;
        while (at > 0 && (bytes[at - 1] != '\n' || at == bytes.length || --left > 0)) {
            at--;
        }
        return lines == 0 ? bytes.length : at;
    }

    private static void follow(Log log, long from, OutputStream out) throws IOException {
        var position = from;
        var end = System.nanoTime() + FOLLOW_AT_MOST.toNanos();
        var grows = true;
        while (grows && System.nanoTime() < end) {
            // Checked before reading, so that output written last is read after the end.
            grows = log.grows().getAsBoolean();
            try (var channel = Files.newByteChannel(log.file())) {
                position = Math.min(position, channel.size());
                channel.position(position);
                var buffer = java.nio.ByteBuffer.allocate(64 * 1024);
                for (var read = channel.read(buffer); read > 0; read = channel.read(buffer)) {
                    out.write(buffer.array(), 0, read);
                    position += read;
                    buffer.clear();
                }
            }
            out.flush();
            Await.pause(FOLLOW_STEP_MS);
        }
    }

    private static Map<String, String> query(@Nullable String text) {
        var query = new HashMap<String, String>();
        if (text != null) {
            for (var pair : text.split("&")) {
                var keyValue = pair.split("=", 2);
                query.put(keyValue[0], keyValue.length == 2 ? keyValue[1] : "true");
            }
        }
        return query;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
