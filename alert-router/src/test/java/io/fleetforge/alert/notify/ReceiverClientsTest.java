package io.fleetforge.alert.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fleetforge.alert.incident.Severity;
import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.model.LabelSet;
import io.fleetforge.alert.notify.Message.Action;
import io.fleetforge.alert.receiver.Integration;
import io.fleetforge.alert.receiver.Secret;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages to a real receiver, and the handling of its responses. */
class ReceiverClientsTest {

    private static final Instant NOW = Instant.parse("2026-11-27T03:00:00Z");
    private static final String SECRET = "T0P-53CR3T";
    private static final Duration TIMEOUT = Duration.ofMillis(500);

    private final ObjectMapper json = new ObjectMapper();
    private final List<JsonNode> accepted = new CopyOnWriteArrayList<>();
    private final CountDownLatch hangs = new CountDownLatch(1);
    private final Vertx vertx = Vertx.vertx();
    private HttpServer receiver;
    private ReceiverClients clients;
    private int posts;

    @BeforeEach
    void listen() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", this::answer);
        receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        receiver.start();
        var guard = new AddressGuard(List.of("127.0.0.0/8"));
        clients = new ReceiverClients(new HttpPost(vertx, guard), new Mailer(vertx, guard), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        hangs.countDown();
        receiver.stop(0);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** The path is the status, such as {@code /500}, or a behaviour. */
    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = json.readTree(exchange.getRequestBody());
            posts++;
            var path = exchange.getRequestURI().getPath().split("/", -1)[1];
            switch (path) {
                case "hang" -> await();
                case "429" -> exchange.getResponseHeaders().add("Retry-After", "7");
                case "302" -> exchange.getResponseHeaders().add("Location", "http://169.254.169.254/latest/meta-data");
                case "200" -> accepted.add(body);
                default -> {}
            }
            exchange.sendResponseHeaders(path.matches("[0-9]+") ? Integer.parseInt(path) : 200, -1);
        }
    }

    private void await() {
        try {
            hangs.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String url(String scheme, String path) {
        return "%s://127.0.0.1:%d/%s".formatted(scheme, receiver.getAddress().getPort(), path);
    }

    private static Integration.Webhook webhook(String url) {
        return new Integration.Webhook(
                "ops/0", true, Secret.of(url), Optional.of(Secret.of(SECRET)), Optional.empty(), 0, TIMEOUT);
    }

    private static Message message(String title, Alert... alerts) {
        return new Message(
                "{}:{}",
                "once",
                Action.TRIGGER,
                title,
                Severity.P1,
                "ops",
                LabelSet.of(Map.of()),
                List.of(alerts),
                List.of(),
                URI.create("https://fleetforge.example/ui/incidents/inc-1"),
                "inc-1");
    }

    private UndeliveredException failure(String url) {
        return catchThrowableOfType(UndeliveredException.class, () -> clients.send(webhook(url), message("Down")));
    }

    @Test
    void shouldBeRetryableWhenTheReceiverMayRecover() {
        assertThat(failure(url("http", "500")).isRetryable()).isTrue();
        assertThat(failure(url("http", "hang")).isRetryable()).isTrue();
        assertThat(failure(url("https", "200")).isRetryable())
                .as("no TLS there")
                .isTrue();
        assertThat(failure("http://receiver.invalid/").isRetryable())
                .as("no such name")
                .isTrue();

        var later = failure(url("http", "429"));
        assertThat(later.isRetryable()).isTrue();
        assertThat(later.retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test
    void shouldFailPermanentlyWhenRedirectedOrAddressIsNotPublic() {
        var redirect = failure(url("http", "302"));

        assertThat(redirect.isRetryable()).isFalse();
        assertThat(redirect).hasMessageContaining("redirects are not followed");
        assertThat(posts).isEqualTo(1);
        assertThat(failure("http://169.254.169.254/latest/meta-data"))
                .hasMessageContaining("not public")
                .extracting(UndeliveredException::isRetryable)
                .isEqualTo(false);
        assertThat(failure("http://[::1]/")).hasMessageContaining("not public");
    }

    @Test
    void shouldNeutralizeMentionsLinksAndLineBreaksOfAlerts() throws Exception {
        var nasty = "<!channel> *boom*\r\nX-Evil: yes & <https://evil.example|log in>";
        var alert = new Alert(Map.of("alertname", nasty, "host", "a\r\nb"), NOW, NOW.plusSeconds(300));

        clients.send(new Integration.Slack("ops/0", true, Secret.of(url("http", "200")), ""), message(nasty, alert));
        clients.send(webhook(url("http", "200")), message(nasty, alert));

        var slack = accepted.getFirst().path("text").asText();
        assertThat(slack).doesNotContain("<!channel>", "<https://evil", "\r").contains("&lt;!channel&gt;");
        assertThat(slack.lines()).as("title, alert, link").hasSize(3);
        assertThat(accepted.getLast().at("/alerts/0/labels/host").asText())
                .as("labels reach a webhook as they are, within JSON")
                .isEqualTo("a\r\nb");
        assertThat(TextSanitizer.line(nasty, TextSanitizer.TITLE_CHARS)).doesNotContain("\r", "\n");
    }

    @Test
    void shouldContainNoSecretInReasonOfFailure() {
        for (var path : List.of("500", "403", "302")) {
            assertThat(failure(url("http", path + "/" + SECRET)))
                    .as(path)
                    .hasMessageNotContaining(SECRET)
                    .hasNoCause();
        }
        assertThat(failure("http://receiver.invalid/" + SECRET)).hasMessageNotContaining(SECRET);
        assertThat(failure("invalid url " + SECRET)).hasMessageNotContaining(SECRET);
        assertThat(webhook(url("http", SECRET)).toString()).doesNotContain(SECRET);
    }
}
