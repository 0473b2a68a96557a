package io.fleetforge.alert.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Something that another service told of a world. It belongs to the incidents of that world that are open then, or that open within ten
 * minutes after it: causes come before their alerts.
 *
 * @param id names it among all
 * @param what machine-readable, CamelCase
 * @param isCause whether it is trouble that an incident can come from, and not only something to know
 * @param correlationId under which it happened
 */
public record WorldEventEntry(
        String id,
        Instant at,
        String source,
        String namespace,
        String world,
        String what,
        String text,
        boolean isCause,
        String correlationId) {

    public static final Duration BEFORE = Duration.ofMinutes(10);

    /** The line that it is in the timeline of an incident; empty when it does not belong there. */
    public Optional<TimelineEntry> lineIn(Incident incident) {
        var isOfItsWorld = !world.isEmpty()
                && incident.fact(EntryFacts.WORLD).equals(world)
                && incident.fact(EntryFacts.NAMESPACE).equals(namespace);
        var isInTime = !at.isBefore(incident.openedAt().minus(BEFORE));
        var entry = "related/" + id;
        var isOver = incident.first(EntryKind.RESOLVED)
                .filter(over -> over.isBefore(at))
                .isPresent();
        if (!isOfItsWorld || !isInTime || isOver || incident.has(entry)) {
            return Optional.empty();
        }
        return Optional.of(new TimelineEntry(
                entry,
                at,
                EntryKind.RELATED,
                source,
                what + ": " + text,
                isCause ? Map.of(EntryFacts.CORRELATION, correlationId) : Map.of()));
    }
}
