package io.fleetforge.alert.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An event of a world. It belongs to the incidents of that world that are not closed then, or that open within ten
 * minutes after it: causes precede their alerts.
 *
 * @param id unique
 * @param reason machine-readable, CamelCase
 * @param isCause whether it can cause an incident
 * @param correlationId of the event
 */
public record WorldEventEntry(
        String id,
        Instant at,
        String source,
        String namespace,
        String world,
        String reason,
        String text,
        boolean isCause,
        String correlationId) {

    public static final Duration BEFORE = Duration.ofMinutes(10);

    /** Its entry in the timeline of an incident; empty when it does not belong there. */
    public Optional<TimelineEntry> entryFor(Incident incident) {
        var isOfItsWorld = !world.isEmpty()
                && incident.fact(EntryFacts.WORLD).equals(world)
                && incident.fact(EntryFacts.NAMESPACE).equals(namespace);
        var isInTime = !at.isBefore(incident.openedAt().minus(BEFORE));
        var entry = "related/" + id;
        var isClosed = incident.first(EntryKind.RESOLVED)
                .filter(resolvedAt -> resolvedAt.isBefore(at))
                .isPresent();
        if (!isOfItsWorld || !isInTime || isClosed || incident.has(entry)) {
            return Optional.empty();
        }
        return Optional.of(new TimelineEntry(
                entry,
                at,
                EntryKind.RELATED,
                source,
                reason + ": " + text,
                isCause ? Map.of(EntryFacts.CORRELATION, correlationId) : Map.of()));
    }
}
