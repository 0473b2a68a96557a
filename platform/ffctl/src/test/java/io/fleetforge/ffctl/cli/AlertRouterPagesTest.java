package io.fleetforge.ffctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists of alert-router that have several pages. */
class AlertRouterPagesTest {

    @TempDir
    Path folder;

    private final List<String> queries = new CopyOnWriteArrayList<>();

    @Test
    void shouldListTheIncidentsOfEveryPage() throws Exception {
        var out = new StringWriter();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/incidents", this::answer);
        server.start();
        try (var cluster = new StoredAnswers(false)) {
            var router = "http://127.0.0.1:" + server.getAddress().getPort();

            var exit = Main.commandLine()
                    .setOut(new PrintWriter(out))
                    .setErr(new PrintWriter(out))
                    .execute(
                            "incident",
                            "--alert-router",
                            router,
                            "--kubeconfig",
                            cluster.kubeconfig(folder).toString());

            assertThat(exit).as(out.toString()).isZero();
            assertThat(out.toString()).contains("inc-1", "inc-2");
            assertThat(queries).containsExactly("state=active&limit=500", "state=active&limit=500&continue=a%3D");
        } finally {
            server.stop(0);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var query = exchange.getRequestURI().getRawQuery();
            queries.add(query);
            var page = query.contains("continue")
                    ? "{\"items\":[{\"id\":\"inc-2\",\"openedAt\":\"2026-01-01T00:00:00Z\"}]}"
                    : "{\"items\":[{\"id\":\"inc-1\",\"openedAt\":\"2026-01-01T00:00:00Z\"}],\"continue\":\"a=\"}";
            var bytes = page.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
