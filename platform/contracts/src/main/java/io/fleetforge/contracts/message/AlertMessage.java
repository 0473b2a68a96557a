package io.fleetforge.contracts.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of an alert, as its sender reports it. Its labels identify it; the annotations hold text for users.
 *
 * @param endsAt end of its firing; null while it is unknown, so that the alert fires until an update ends it
 * @param generatorUrl where its sender shows it; empty when none was sent
 * @param updatedAt when it was sent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AlertMessage(
        SortedMap<String, String> labels,
        SortedMap<String, String> annotations,
        Instant startsAt,
        @Nullable Instant endsAt,
        String generatorUrl,
        Instant updatedAt) {

    public static final String ALERT_NAME = "alertname";

    public AlertMessage {
        WorldRef.requireText(labels == null ? "" : labels.getOrDefault(ALERT_NAME, ""), "labels.alertname");
        labels = copy(labels);
        annotations = copy(annotations);
        Objects.requireNonNull(startsAt, "startsAt");
        Objects.requireNonNull(updatedAt, "updatedAt");
        generatorUrl = Objects.requireNonNullElse(generatorUrl, "");
        if (endsAt != null && endsAt.isBefore(startsAt)) {
            throw new IllegalArgumentException("endsAt %s lies before startsAt %s".formatted(endsAt, startsAt));
        }
    }

    private static SortedMap<String, String> copy(@Nullable Map<String, String> map) {
        return Collections.unmodifiableSortedMap(map == null ? new TreeMap<>() : new TreeMap<>(map));
    }
}
