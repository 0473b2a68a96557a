package io.fleetforge.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.IntPredicate;

/** A receiver of webhooks that records the accepted posts and refuses some. Thread-safe. */
final class PageReceiver implements AutoCloseable {

    private static final int UNAVAILABLE = 503;

    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpServer server;
    private final List<Page> received = new CopyOnWriteArrayList<>();
    private final IntPredicate refuses;
    private int count;

    /**
     * An accepted post.
     *
     * @param key by which a receiver deduplicates posts
     */
    record Page(String path, String key, JsonNode body) {
        String action() {
            return body.path("action").asText();
        }

        List<String> names() {
            return body.path("alerts").findParents("labels").stream()
                    .map(alert -> alert.at("/labels/alertname").asText())
                    .toList();
        }
    }

    /**
     * @param refuses which of the posts, counted from 1, is answered with 503
     */
    PageReceiver(IntPredicate refuses) throws IOException {
        this.refuses = refuses;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::receive);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:%d/%s".formatted(server.getAddress().getPort(), path);
    }

    List<Page> received(String path) {
        return received.stream().filter(page -> page.path().equals("/" + path)).toList();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = mapper.readTree(exchange.getRequestBody());
            if (isRefused()) {
                exchange.sendResponseHeaders(UNAVAILABLE, -1);
                return;
            }
            received.add(new Page(
                    exchange.getRequestURI().getPath(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")),
                    body));
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private synchronized boolean isRefused() {
        count++;
        return refuses.test(count);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
