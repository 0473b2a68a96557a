package io.fleetforge.alert.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fleetforge.contracts.message.AlertMessage;
import io.fleetforge.runtime.problem.Problem.FieldError;
import io.fleetforge.runtime.problem.ProblemException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads posts of alerts, whole or not at all: Alertmanager's webhook (version 4) and the body of
 * {@code POST /api/v2/alerts}. Errors name the field and the limit. Thread-safe.
 */
public final class AlertReader {

    public static final int MAX_ALERTS = 10_000;
    private static final int MAX_LABELS = 64;
    private static final int LABEL_NAME_CHARS = 256;
    private static final int VALUE_CHARS = 16 * 1024;
    private static final int ALERT_CHARS = 64 * 1024;
    private static final int DEPTH = 16;
    private static final int NUMBER_CHARS = 100;
    private static final int MAX_ERRORS = 20;
    private static final int LAST_YEAR = 9000;
    private static final String FIRING = "firing";
    private static final String RESOLVED = "resolved";

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH)
                    .maxNumberLength(NUMBER_CHARS)
                    .maxStringLength(VALUE_CHARS)
                    .maxNameLength(LABEL_NAME_CHARS)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    private final Duration resolveTimeout;
    private final Duration webhookResolveTimeout;

    /**
     * @param resolveTimeout how long an alert of the API without an end fires
     * @param webhookResolveTimeout how long an alert of the webhook fires
     */
    public AlertReader(Duration resolveTimeout, Duration webhookResolveTimeout) {
        this.resolveTimeout = resolveTimeout;
        this.webhookResolveTimeout = webhookResolveTimeout;
    }

    /**
     * @throws ProblemException 400 that names the invalid fields, 413 for too many alerts
     */
    public List<AlertMessage> webhook(byte[] body, Instant now) {
        var root = parse(body);
        if (!root.isObject() || !"4".equals(root.path("version").asText())) {
            throw bad("version", "\"4\" is needed: the body of Alertmanager's webhook");
        }
        return alerts(root.path("alerts"), "alerts", true, now);
    }

    /**
     * @throws ProblemException 400 that names the invalid fields, 413 for too many alerts
     */
    public List<AlertMessage> api(byte[] body, Instant now) {
        return alerts(parse(body), "", false, now);
    }

    private static JsonNode parse(byte[] body) {
        try {
            var root = JSON.readTree(body);
            if (root == null || root.isMissingNode()) {
                throw bad("", "the body is empty");
            }
            return root;
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            var where = at == null
                    ? ""
                    : String.format(Locale.ROOT, " (line %d, column %d)", at.getLineNr(), at.getColumnNr());
            throw bad("", "the body is not valid JSON: " + firstLine(e.getOriginalMessage()) + where);
        } catch (IOException e) {
            throw bad("", "the body cannot be read");
        }
    }

    private static String firstLine(@Nullable String text) {
        return text == null ? "" : text.lines().findFirst().orElse("");
    }

    private List<AlertMessage> alerts(JsonNode array, String path, boolean webhook, Instant now) {
        if (!array.isArray()) {
            throw bad(path, "a list of alerts is needed");
        }
        if (array.size() > MAX_ALERTS) {
            throw new ProblemException(
                    413,
                    "too-many-alerts",
                    String.format(
                            Locale.ROOT,
                            "%d alerts in one post, at most %d are accepted; send them in parts",
                            array.size(),
                            MAX_ALERTS));
        }
        var errors = new ArrayList<FieldError>();
        var alerts = new ArrayList<AlertMessage>();
        for (var index = 0; index < array.size() && errors.size() < MAX_ERRORS; index++) {
            var item = new Item(array.get(index), String.format(Locale.ROOT, "%s[%d]", path, index), now, errors);
            var before = errors.size();
            var alert = item.read(webhook);
            if (alert != null && errors.size() == before) {
                alerts.add(alert);
            }
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(400, "bad-alerts", "no alert was accepted; see errors", errors, Map.of());
        }
        return alerts;
    }

    private static ProblemException bad(String field, String message) {
        return new ProblemException(
                400,
                "bad-alerts",
                message,
                List.of(new FieldError(field.isEmpty() ? "body" : field, message)),
                Map.of());
    }

    /** One alert of a post; its errors are added to {@code errors}. */
    private final class Item {

        private final JsonNode node;
        private final String path;
        private final Instant now;
        private final List<FieldError> errors;

        private Item(JsonNode node, String path, Instant now, List<FieldError> errors) {
            this.node = node;
            this.path = path;
            this.now = now;
            this.errors = errors;
        }

        private @Nullable AlertMessage read(boolean webhook) {
            if (!node.isObject()) {
                error("", "an object is needed");
                return null;
            }
            var labels = texts("labels");
            if (labels.getOrDefault(AlertMessage.ALERT_NAME, "").isBlank()) {
                error("labels.alertname", "this label is needed");
            }
            var annotations = texts("annotations");
            var status = node.path("status").isTextual() ? node.path("status").asText() : "";
            if (webhook && !status.equals(FIRING) && !status.equals(RESOLVED)) {
                error("status", "\"firing\" or \"resolved\" is needed");
            }
            var startsAt = instant("startsAt", now);
            var requestedEnd = instant("endsAt", Instant.MIN);
            if (startsAt == null || requestedEnd == null) {
                return null;
            }
            var endsAt = webhook
                    ? webhookEnd(status, requestedEnd)
                    : requestedEnd.equals(Instant.MIN) ? now.plus(resolveTimeout) : requestedEnd;
            if (endsAt.isBefore(startsAt)) {
                if (webhook || requestedEnd.equals(Instant.MIN)) {
                    startsAt = endsAt;
                } else {
                    error("endsAt", "%s lies before startsAt %s".formatted(endsAt, startsAt));
                    return null;
                }
            }
            if (chars(labels) + chars(annotations) > ALERT_CHARS) {
                error(
                        "",
                        String.format(
                                Locale.ROOT,
                                "labels and annotations have more than %d characters together",
                                ALERT_CHARS));
            }
            return errors.isEmpty()
                    ? new AlertMessage(
                            labels,
                            annotations,
                            startsAt,
                            endsAt,
                            node.path("generatorURL").asText(""),
                            now)
                    : null;
        }

        private static int chars(Map<String, String> texts) {
            return texts.entrySet().stream()
                    .mapToInt(
                            entry -> entry.getKey().length() + entry.getValue().length())
                    .sum();
        }

        /** The status decides: a resolved alert ends now at the latest, a firing one continues. */
        private Instant webhookEnd(String status, Instant requestedEnd) {
            if (status.equals(RESOLVED)) {
                return requestedEnd.equals(Instant.MIN) || requestedEnd.isAfter(now) ? now : requestedEnd;
            }
            return requestedEnd.isAfter(now) ? requestedEnd : now.plus(webhookResolveTimeout);
        }

        private SortedMap<String, String> texts(String field) {
            var texts = new TreeMap<String, String>();
            var object = node.path(field);
            if (object.isMissingNode() || object.isNull()) {
                return texts;
            }
            if (!object.isObject() || object.size() > MAX_LABELS) {
                error(field, String.format(Locale.ROOT, "an object with at most %d strings is needed", MAX_LABELS));
                return texts;
            }
            for (var entry : object.properties()) {
                if (entry.getKey().isEmpty() || !entry.getValue().isTextual()) {
                    error(field + "." + entry.getKey(), "a name and a string are needed");
                } else {
                    texts.put(entry.getKey(), entry.getValue().asText());
                }
            }
            return texts;
        }

        /** Go writes year 1 for a missing time; a time after year 9000 becomes the start of year 9000. */
        private @Nullable Instant instant(String field, Instant otherwise) {
            var text = node.path(field);
            if (text.isMissingNode() || text.isNull() || text.asText().isEmpty()) {
                return otherwise;
            }
            try {
                var time = OffsetDateTime.parse(text.asText());
                if (time.getYear() <= 1) {
                    return otherwise;
                }
                return time.getYear() > LAST_YEAR ? Instant.parse("9000-01-01T00:00:00Z") : time.toInstant();
            } catch (DateTimeException e) {
                error(field, "a time such as 2026-01-02T03:04:05Z is needed");
                return null;
            }
        }

        private void error(String field, String message) {
            errors.add(new FieldError(field.isEmpty() ? path : path + "." + field, message));
        }
    }
}
