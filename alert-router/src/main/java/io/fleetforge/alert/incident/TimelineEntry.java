package io.fleetforge.alert.incident;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One line of a timeline.
 *
 * @param id names it in its incident
 * @param actor who or what did it
 * @param text for people
 * @param facts what the kind needs, see {@link EntryFacts}
 */
public record TimelineEntry(
        String id, Instant at, EntryKind kind, String actor, String text, Map<String, String> facts) {
    public TimelineEntry {
        facts = Map.copyOf(facts);
    }

    public String fact(String name) {
        return facts.getOrDefault(name, "");
    }

    /** Of the alerts that it tells of, in its order. */
    public List<String> fingerprints() {
        return Arrays.stream(fact(EntryFacts.FINGERPRINTS).split(","))
                .filter(fingerprint -> !fingerprint.isBlank())
                .toList();
    }
}
