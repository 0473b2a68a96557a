package io.fleetforge.alert.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.fleetforge.alert.incident.Severity;
import io.fleetforge.alert.notify.HttpPost.Post;
import io.fleetforge.alert.notify.Message.Action;
import io.fleetforge.alert.receiver.Integration;
import io.fleetforge.alert.receiver.Secret;
import io.fleetforge.alert.receiver.Signature;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Sends a message in the form of its integration, once. To be called on a virtual thread. Thread-safe. */
public final class ReceiverClients {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int PAGERDUTY_SUMMARY_CHARS = 1024;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private final HttpPost http;
    private final Mailer mailer;
    private final Clock clock;

    public ReceiverClients(HttpPost http, Mailer mailer, Clock clock) {
        this.http = http;
        this.mailer = mailer;
        this.clock = clock;
    }

    /**
     * @throws UndeliveredException when it was not accepted
     * @throws IllegalArgumentException for an on-call integration, which opens incidents and sends nothing
     */
    public void send(Integration integration, Message message) throws UndeliveredException, InterruptedException {
        switch (integration) {
            case Integration.Webhook webhook -> webhook(webhook, message);
            case Integration.Slack slack -> slack(slack, message);
            case Integration.PagerDuty pagerDuty -> pagerDuty(pagerDuty, message);
            case Integration.Email email -> mailer.send(email, message);
            case Integration.OnCall onCall ->
                throw new IllegalArgumentException(onCall.name() + " opens incidents and sends nothing");
        }
    }

    private void webhook(Integration.Webhook integration, Message message)
            throws UndeliveredException, InterruptedException {
        var body = json(WebhookBody.of(message, integration.maxAlerts()));
        var headers = new HashMap<String, String>();
        headers.put("Idempotency-Key", DedupKeys.idempotency(message));
        if (integration.bearer().isPresent()) {
            headers.put(
                    "Authorization",
                    "Bearer " + SecretReader.read(integration.bearer().get()));
        }
        if (integration.signingKey().isPresent()) {
            headers.put(
                    Signature.HEADER,
                    Signature.of(SecretReader.read(integration.signingKey().get()), body, clock.instant())
                            .header());
        }
        http.send(new Post(url(integration.url()), headers, body, integration.timeout()));
    }

    private void slack(Integration.Slack integration, Message message)
            throws UndeliveredException, InterruptedException {
        var text = new StringBuilder()
                .append(mark(message))
                .append(" *")
                .append(TextSanitizer.slack(TextSanitizer.line(message.title(), TextSanitizer.TITLE_CHARS)))
                .append("* (")
                .append(message.severity())
                .append(")\n");
        TextSanitizer.lines(message.firing())
                .forEach(line ->
                        text.append("• ").append(TextSanitizer.slack(line)).append('\n'));
        TextSanitizer.lines(message.resolved())
                .forEach(line ->
                        text.append("✓ ").append(TextSanitizer.slack(line)).append('\n'));
        text.append('<').append(message.link()).append("|open>");
        var body = new HashMap<String, Object>();
        body.put("text", text.toString());
        if (!integration.channel().isEmpty()) {
            body.put("channel", integration.channel());
        }
        http.send(new Post(url(integration.url()), Map.of(), json(body), TIMEOUT));
    }

    private static String mark(Message message) {
        return switch (message.action()) {
            case TRIGGER -> message.severity() == Severity.P1 ? ":rotating_light:" : ":warning:";
            case ACKNOWLEDGE -> ":eyes:";
            case RESOLVE -> ":white_check_mark:";
        };
    }

    private void pagerDuty(Integration.PagerDuty integration, Message message)
            throws UndeliveredException, InterruptedException {
        var body = new HashMap<String, Object>();
        body.put("routing_key", SecretReader.read(integration.routingKey()));
        body.put("event_action", message.action().name().toLowerCase(Locale.ROOT));
        body.put("dedup_key", DedupKeys.fold(message));
        if (message.action() == Action.TRIGGER) {
            body.put(
                    "payload",
                    Map.of(
                            "summary",
                            TextSanitizer.line(message.title(), PAGERDUTY_SUMMARY_CHARS),
                            "source",
                            "fleetforge",
                            "severity",
                            pagerDutySeverity(message.severity()),
                            "custom_details",
                            Map.of("firing", TextSanitizer.lines(message.firing()))));
            body.put("links", List.of(Map.of("href", message.link().toString(), "text", "open")));
        }
        http.send(new Post(url(integration.url()), Map.of(), json(body), TIMEOUT));
    }

    private static String pagerDutySeverity(Severity severity) {
        return switch (severity) {
            case P1 -> "critical";
            case P2 -> "error";
            case P3 -> "warning";
            case P4 -> "info";
        };
    }

    private static URI url(Secret secret) throws UndeliveredException {
        try {
            var url = URI.create(SecretReader.read(secret));
            if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            throw UndeliveredException.retryable("the configured URL is not valid");
        }
        throw UndeliveredException.retryable("the configured URL is not one of http or https");
    }

    private static byte[] json(Object body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message cannot be written as JSON", e);
        }
    }
}
