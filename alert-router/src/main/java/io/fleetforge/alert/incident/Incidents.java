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

    /** Adds an entry; entries that precede the one that opens their incident are held until it arrives. */
    public Optional<Incident> add(String id, TimelineEntry entry) {
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
        for (var held : waiting == null ? List.<TimelineEntry>of() : waiting) {
            incident = incident.with(held);
        }
        return put(incident);
    }

    private Optional<Incident> put(Incident incident) {
        byId.put(incident.id(), incident);
        revision.incrementAndGet();
        return Optional.of(incident);
    }

    public void remove(String id) {
        byId.remove(id);
        revision.incrementAndGet();
        early.remove(id);
    }

    /** Changes with every incident; any thread may read it. */
    public long revision() {
        return revision.get();
    }

    public Optional<Incident> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The incident of a group that is not closed. */
    public Optional<Incident> active(String group) {
        return byId.values().stream()
                .filter(incident ->
                        incident.group().equals(group) && !incident.state().isClosed())
                .max(Comparator.comparing(Incident::openedAt));
    }

    /** Number of closed incidents of a group. */
    public int closedCount(String group) {
        return (int) byId.values().stream()
                .filter(incident ->
                        incident.group().equals(group) && incident.state().isClosed())
                .count();
    }

    /** Newest first. */
    public List<Incident> all() {
        return byId.values().stream()
                .sorted(Comparator.comparing(Incident::openedAt).reversed().thenComparing(Incident::id))
                .toList();
    }

    /** All incidents that are not closed. */
    public Collection<Incident> active() {
        return byId.values().stream()
                .filter(incident -> !incident.state().isClosed())
                .toList();
    }

    /** The incidents that were resolved before {@code instant}. */
    public List<Incident> closedBefore(Instant instant) {
        return byId.values().stream()
                .filter(incident -> incident.state().isClosed()
                        && incident.first(EntryKind.RESOLVED)
                                .filter(resolvedAt -> resolvedAt.isBefore(instant))
                                .isPresent())
                .toList();
    }
}
