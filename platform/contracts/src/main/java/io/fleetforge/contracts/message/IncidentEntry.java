package io.fleetforge.contracts.message;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the timeline of an incident; the state of the incident follows from its entries, in the order of their
 * record offsets.
 *
 * @param incident id of the incident
 * @param entry id of the entry within its incident; a repeated entry has the same id
 * @param kind machine-readable, CamelCase
 * @param actor user or service
 * @param text for users
 * @param facts by name, such as {@code user} or {@code severity}
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
