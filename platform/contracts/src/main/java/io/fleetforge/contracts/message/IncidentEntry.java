package io.fleetforge.contracts.message;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One line of the timeline of an incident; the incident is what its lines come to, in the order of their record offsets.
 *
 * @param incident which
 * @param entry names the line in its incident; a line that is said again has the same name
 * @param kind machine-readable, CamelCase
 * @param actor who or what did it
 * @param text for people
 * @param facts what the kind needs, such as {@code person} or {@code severity}
 */
public record IncidentEntry(
        String incident,
        String entry,
        Instant at,
        String kind,
        String actor,
        String text,
        SortedMap<String, String> facts) {

    public IncidentEntry {
        WorldRef.requireText(incident, "incident");
        WorldRef.requireText(entry, "entry");
        Objects.requireNonNull(at, "at");
        WorldRef.requireText(kind, "kind");
        WorldRef.requireText(actor, "actor");
        Objects.requireNonNull(text, "text");
        facts = copy(facts);
    }

    private static SortedMap<String, String> copy(@Nullable Map<String, String> map) {
        return Collections.unmodifiableSortedMap(map == null ? new TreeMap<>() : new TreeMap<>(map));
    }
}
