package io.fleetforge.alert.incident;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One entry of a timeline.
 *
 * @param id unique within its incident
 * @param actor user or service
 * @param text for users
 * @param facts by name, see {@link EntryFacts}
 */
public record TimelineEntry(
        String id, Instant at, EntryKind kind, String actor, String text, Map<String, String> facts) {
    public TimelineEntry {
        facts = Map.copyOf(facts);
    }

    public String fact(String name) {
        return facts.getOrDefault(name, "");
    }

    /** Fingerprints of the alerts that it is about, in its order. */
    public List<String> fingerprints() {
        return Arrays.stream(fact(EntryFacts.FINGERPRINTS).split(","))
                .filter(fingerprint -> !fingerprint.isBlank())
                .toList();
    }
}
