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

/** What channels say to a real receiver, and what they make of its answers. */
class ReceiverClientsTest {

    private static final Instant NOW = Instant.parse("2026-11-27T03:00:00Z");
    private static final String SECRET = "T0P-53CR3T";
    private static final Duration TIMEOUT = Duration.ofMillis(500);

    private final ObjectMapper json = new ObjectMapper();
    private final List<JsonNode> taken = new CopyOnWriteArrayList<>();
    private final CountDownLatch hangs = new CountDownLatch(1);
    private final Vertx vertx = Vertx.vertx();
    private HttpServer receiver;
    private ReceiverClients senders;
    private int posts;

    @BeforeEach
    void listen() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", this::answer);
        receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        receiver.start();
        var guard = new AddressGuard(List.of("127.0.0.0/8"));
        senders = new ReceiverClients(new HttpPost(vertx, guard), new Mailer(vertx, guard), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        hangs.countDown();
        receiver.stop(0);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** By its path: a status, such as {@code /500}, or what it does. */
    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = json.readTree(exchange.getRequestBody());
            posts++;
            var word = exchange.getRequestURI().getPath().split("/", -1)[1];
            switch (word) {
                case "hang" -> await();
                case "429" -> exchange.getResponseHeaders().add("Retry-After", "7");
                case "302" -> exchange.getResponseHeaders().add("Location", "http://169.254.169.254/latest/meta-data");
                case "200" -> taken.add(body);
                default -> {}
            }
            exchange.sendResponseHeaders(word.matches("[0-9]+") ? Integer.parseInt(word) : 200, -1);
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
        return catchThrowableOfType(UndeliveredException.class, () -> senders.send(webhook(url), message("Down")));
    }

    @Test
    void shouldTryAgainWhenTheReceiverMayRecover_case36() {
        assertThat(failure(url("http", "500")).isWorthAnotherTry()).isTrue();
        assertThat(failure(url("http", "hang")).isWorthAnotherTry()).isTrue();
        assertThat(failure(url("https", "200")).isWorthAnotherTry())
                .as("no TLS there")
                .isTrue();
        assertThat(failure("http://receiver.invalid/").isWorthAnotherTry())
                .as("no such name")
                .isTrue();

        var later = failure(url("http", "429"));
        assertThat(later.isWorthAnotherTry()).isTrue();
        assertThat(later.after()).contains(Duration.ofSeconds(7));
    }

    @Test
    void shouldFollowNoRedirectAndGoToNoAddressThatIsNotPublic_case36() {
        var redirect = failure(url("http", "302"));

        assertThat(redirect.isWorthAnotherTry()).isFalse();
        assertThat(redirect).hasMessageContaining("redirects are not followed");
        assertThat(posts).isEqualTo(1);
        assertThat(failure("http://169.254.169.254/latest/meta-data"))
                .hasMessageContaining("not public")
                .extracting(UndeliveredException::isWorthAnotherTry)
                .isEqualTo(false);
        assertThat(failure("http://[::1]/")).hasMessageContaining("not public");
    }

    @Test
    void shouldLetNoTextOfOthersMentionLinkOrBreakALine_case37() throws Exception {
        var nasty = "<!channel> *boom*\r\nX-Evil: yes & <https://evil.example|log in>";
        var alert = new Alert(Map.of("alertname", nasty, "host", "a\r\nb"), NOW, NOW.plusSeconds(300));

        senders.send(new Integration.Slack("ops/0", true, Secret.of(url("http", "200")), ""), message(nasty, alert));
        senders.send(webhook(url("http", "200")), message(nasty, alert));

        var slack = taken.getFirst().path("text").asText();
        assertThat(slack).doesNotContain("<!channel>", "<https://evil", "\r").contains("&lt;!channel&gt;");
        assertThat(slack.lines()).as("title, alert, link").hasSize(3);
        assertThat(taken.getLast().at("/alerts/0/labels/host").asText())
                .as("labels reach a webhook as they are, within JSON")
                .isEqualTo("a\r\nb");
        assertThat(TextSanitizer.line(nasty, TextSanitizer.TITLE_CHARS)).doesNotContain("\r", "\n");
    }

    @Test
    void shouldTellNoSecretInWhatItSaysOfAFailure_case38() {
        for (var path : List.of("500", "403", "302")) {
            assertThat(failure(url("http", path + "/" + SECRET)))
                    .as(path)
                    .hasMessageNotContaining(SECRET)
                    .hasNoCause();
        }
        assertThat(failure("http://receiver.invalid/" + SECRET)).hasMessageNotContaining(SECRET);
        assertThat(failure("no url " + SECRET)).hasMessageNotContaining(SECRET);
        assertThat(webhook(url("http", SECRET)).toString()).doesNotContain(SECRET);
    }
}
