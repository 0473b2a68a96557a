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
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads posts of alerts, whole or not at all: Alertmanager's webhook (version 4) and the body of {@code POST /api/v2/alerts}. What is
 * wrong is told by field, with the limit. Thread-safe.
 */
public final class AlertReader {

    public static final int MOST_ALERTS = 10_000;
    private static final int MOST_LABELS = 64;
    private static final int LABEL_NAME_CHARS = 256;
    private static final int VALUE_CHARS = 16 * 1024;
    private static final int ALERT_CHARS = 64 * 1024;
    private static final int DEPTH = 16;
    private static final int NUMBER_CHARS = 100;
    private static final int MOST_ERRORS = 20;
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
    private final Duration webhookFiresFor;

    /**
     * @param resolveTimeout how long an alert of the API fires that has no end
     * @param webhookFiresFor how long an alert of the webhook fires
     */
    public AlertReader(Duration resolveTimeout, Duration webhookFiresFor) {
        this.resolveTimeout = resolveTimeout;
        this.webhookFiresFor = webhookFiresFor;
    }

    /**
     * @throws ProblemException 400 that names the fields at fault, 413 for too many alerts
     */
    public List<AlertMessage> webhook(byte[] body, Instant now) {
        var root = parse(body);
        if (!root.isObject() || !"4".equals(root.path("version").asText())) {
            throw bad("version", "\"4\" is needed: the body of Alertmanager's webhook");
        }
        return alerts(root.path("alerts"), "alerts", true, now);
    }

    /**
     * @throws ProblemException 400 that names the fields at fault, 413 for too many alerts
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
            var where = at == null ? "" : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
            throw bad("", "no JSON that is taken here: " + firstLine(e.getOriginalMessage()) + where);
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
        if (array.size() > MOST_ALERTS) {
            throw new ProblemException(
                    413,
                    "too-many-alerts",
                    "%d alerts in one post, at most %d are taken; send them in parts"
                            .formatted(array.size(), MOST_ALERTS));
        }
        var errors = new ArrayList<FieldError>();
        var alerts = new ArrayList<AlertMessage>();
        for (var index = 0; index < array.size() && errors.size() < MOST_ERRORS; index++) {
            var item = new Item(array.get(index), "%s[%d]".formatted(path, index), now, errors);
            var before = errors.size();
            var alert = item.read(webhook);
            if (alert != null && errors.size() == before) {
                alerts.add(alert);
            }
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(400, "bad-alerts", "nothing was taken; see errors", errors, Map.of());
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

    /** One alert of a post; what is wrong with it goes to {@code errors}. */
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
                wrong("", "an object is needed");
                return null;
            }
            var labels = texts("labels");
            if (labels.getOrDefault(AlertMessage.ALERT_NAME, "").isBlank()) {
                wrong("labels.alertname", "an alert is named by it; it is missing");
            }
            var annotations = texts("annotations");
            var status = node.path("status").isTextual() ? node.path("status").asText() : "";
            if (webhook && !status.equals(FIRING) && !status.equals(RESOLVED)) {
                wrong("status", "\"firing\" or \"resolved\" is needed");
            }
            var startsAt = moment("startsAt", now);
            var given = moment("endsAt", Instant.MIN);
            if (startsAt == null || given == null) {
                return null;
            }
            var endsAt =
                    webhook ? webhookEnd(status, given) : given.equals(Instant.MIN) ? now.plus(resolveTimeout) : given;
            if (endsAt.isBefore(startsAt)) {
                if (webhook || given.equals(Instant.MIN)) {
                    startsAt = endsAt;
                } else {
                    wrong("endsAt", "%s lies before startsAt %s".formatted(endsAt, startsAt));
                    return null;
                }
            }
            if (chars(labels) + chars(annotations) > ALERT_CHARS) {
                wrong("", "labels and annotations have more than %d characters together".formatted(ALERT_CHARS));
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

        /** Its status is what counts: a resolved one has ended by now, a firing one goes on. */
        private Instant webhookEnd(String status, Instant given) {
            if (status.equals(RESOLVED)) {
                return given.equals(Instant.MIN) || given.isAfter(now) ? now : given;
            }
            return given.isAfter(now) ? given : now.plus(webhookFiresFor);
        }

        private SortedMap<String, String> texts(String field) {
            var texts = new TreeMap<String, String>();
            var object = node.path(field);
            if (object.isMissingNode() || object.isNull()) {
                return texts;
            }
            if (!object.isObject() || object.size() > MOST_LABELS) {
                wrong(field, "an object with at most %d texts is needed".formatted(MOST_LABELS));
                return texts;
            }
            for (var entry : object.properties()) {
                if (entry.getKey().isEmpty() || !entry.getValue().isTextual()) {
                    wrong(field + "." + entry.getKey(), "a name and a text are needed");
                } else {
                    texts.put(entry.getKey(), entry.getValue().asText());
                }
            }
            return texts;
        }

        /** Year 1 is how Go writes that there is none; what lies beyond all years of ours is the last of them. */
        private @Nullable Instant moment(String field, Instant otherwise) {
            var text = node.path(field);
            if (text.isMissingNode() || text.isNull() || text.asText().isEmpty()) {
                return otherwise;
            }
            try {
                var moment = OffsetDateTime.parse(text.asText());
                if (moment.getYear() <= 1) {
                    return otherwise;
                }
                return moment.getYear() > LAST_YEAR ? Instant.parse("9000-01-01T00:00:00Z") : moment.toInstant();
            } catch (DateTimeException e) {
                wrong(field, "a moment such as 2026-01-02T03:04:05Z is needed");
                return null;
            }
        }

        private void wrong(String field, String message) {
            errors.add(new FieldError(field.isEmpty() ? path : path + "." + field, message));
        }
    }
}
