package io.fleetforge.ffctl.timeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.names.LogFields;
import io.fleetforge.ffctl.render.Ages;
import io.fleetforge.ffctl.timeline.TimelineEntry.Origin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the JSON log lines of the services. Thread-safe. */
public final class LogLines {

    /** Fields that locate a line in the world, in this order. */
    private static final List<String> LOCATION_FIELDS =
            List.of(LogFields.WORLD, LogFields.CELL, LogFields.HOST, LogFields.REVISION, LogFields.EPOCH);

    private static final Set<String> COLUMN_FIELDS =
            Set.of("timestamp", "message", LogFields.SERVICE, LogFields.CORRELATION_ID);

    private final CorrelationId id;
    private final ObjectMapper mapper = new ObjectMapper();

    public LogLines(CorrelationId id) {
        this.id = id;
    }

    /** The entry of a line with the id; empty for any other line, also for one that is no JSON. */
    public Optional<TimelineEntry> read(String pod, String line) {
        if (!line.startsWith("{") || !line.contains(id.value())) {
            return Optional.empty();
        }
        try {
            var entry = mapper.readTree(line);
            return entry.path(LogFields.CORRELATION_ID).asText().equals(id.value())
                    ? Ages.parse(entry.path("timestamp").asText()).map(time -> entry(pod, entry, time))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty(); // truncated by a rotation of the log
        }
    }

    private static TimelineEntry entry(String pod, JsonNode entry, java.time.Instant time) {
        var fields = fields(entry);
        return new TimelineEntry(
                time, false, Origin.LOG, entry.path(LogFields.SERVICE).asText(), pod, message(entry, fields), fields);
    }

    private static String message(JsonNode entry, Map<String, String> fields) {
        var level = entry.path(LogFields.LEVEL).asText();
        var message = entry.path("message").asText();
        var location = LOCATION_FIELDS.stream()
                .filter(fields::containsKey)
                .filter(field -> !message.contains(fields.getOrDefault(field, "")))
                .map(field -> field + "=" + fields.get(field))
                .collect(Collectors.joining(" "));
        return (level.equals("INFO") ? "" : level + " ") + message + (location.isEmpty() ? "" : "  " + location);
    }

    private static Map<String, String> fields(JsonNode entry) {
        var fields = new LinkedHashMap<String, String>();
        entry.properties().forEach(field -> {
            if (!COLUMN_FIELDS.contains(field.getKey()) && !field.getValue().isNull()) {
                fields.put(
                        field.getKey(),
                        field.getValue().isValueNode()
                                ? field.getValue().asText()
                                : field.getValue().toString());
            }
        });
        return fields;
    }
}
