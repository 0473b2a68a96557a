package io.fleetforge.alert.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** All incidents, by id. Not thread-safe: it has one writer. */
public final class Incidents {

    private final Map<String, Incident> byId = new HashMap<>();
    private final Map<String, List<TimelineEntry>> early = new HashMap<>();
    private final AtomicLong revision = new AtomicLong();

    /** Takes a line in; lines that come before the one that opens their incident wait for it. */
    public Optional<Incident> take(String id, TimelineEntry entry) {
        var known = byId.get(id);
        if (known != null) {
            return put(known.with(entry));
        }
        if (entry.kind() != EntryKind.OPENED) {
            early.computeIfAbsent(id, first -> new ArrayList<>()).add(entry);
            return Optional.empty();
        }
        var incident = Incident.opened(id, entry);
        var waiting = early.remove(id);
        for (var line : waiting == null ? List.<TimelineEntry>of() : waiting) {
            incident = incident.with(line);
        }
        return put(incident);
    }

    private Optional<Incident> put(Incident incident) {
        byId.put(incident.id(), incident);
        revision.incrementAndGet();
        return Optional.of(incident);
    }

    public void forget(String id) {
        byId.remove(id);
        revision.incrementAndGet();
        early.remove(id);
    }

    /** Another number whenever something has changed; any thread may ask. */
    public long revision() {
        return revision.get();
    }

    public Optional<Incident> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The one of a group that is not over. */
    public Optional<Incident> openOf(String group) {
        return byId.values().stream()
                .filter(incident ->
                        incident.group().equals(group) && !incident.state().isOver())
                .max(Comparator.comparing(Incident::openedAt));
    }

    /** How many of a group are over. */
    public int overOf(String group) {
        return (int) byId.values().stream()
                .filter(incident ->
                        incident.group().equals(group) && incident.state().isOver())
                .count();
    }

    /** Newest first. */
    public List<Incident> all() {
        return byId.values().stream()
                .sorted(Comparator.comparing(Incident::openedAt).reversed().thenComparing(Incident::id))
                .toList();
    }

    public Collection<Incident> notOver() {
        return byId.values().stream()
                .filter(incident -> !incident.state().isOver())
                .toList();
    }

    /** Those that were over before {@code moment}. */
    public List<Incident> overBefore(Instant moment) {
        return byId.values().stream()
                .filter(incident -> incident.state().isOver()
                        && incident.first(EntryKind.RESOLVED)
                                .filter(over -> over.isBefore(moment))
                                .isPresent())
                .toList();
    }
}
