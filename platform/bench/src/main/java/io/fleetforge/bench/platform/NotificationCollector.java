package io.fleetforge.bench.platform;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fleetforge.cluster.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/** A receiver of webhooks that records how long after {@code group_wait} it was notified, by the annotation {@code sent}. */
final class NotificationCollector implements AutoCloseable {

    private static final double GROUP_WAIT_MS = 1000;
    private static final Duration ALL_WITHIN = Duration.ofMinutes(2);

    private final ObjectMapper json = new ObjectMapper();
    private final HttpServer server;
    private final Queue<Double> lateMs = new ConcurrentLinkedQueue<>();

    NotificationCollector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::receive);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String url() {
        return String.format(
                Locale.ROOT, "http://127.0.0.1:%d/", server.getAddress().getPort());
    }

    void begin() {
        lateMs.clear();
    }

    /** Waits until so many were received. */
    double[] latenessMs(int groups) {
        Await.until(
                "notifications of " + groups + " groups",
                ALL_WITHIN,
                () -> lateMs.size() >= groups,
                () -> lateMs.size() + " received");
        return lateMs.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private void receive(HttpExchange exchange) throws IOException {
        var at = System.currentTimeMillis();
        try (exchange) {
            for (var alert : json.readTree(exchange.getRequestBody()).path("alerts")) {
                lateMs.add(at - alert.at("/annotations/sent").asDouble() - GROUP_WAIT_MS);
            }
            exchange.sendResponseHeaders(200, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
