package io.fleetforge.alert.incident;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The latest world events; those too old for any incident are dropped. Not thread-safe: it has one writer. */
public final class RecentWorldEvents {

    public static final int MAX_EVENTS = 2000;

    private final Deque<WorldEventEntry> latest = new ArrayDeque<>();

    public void add(WorldEventEntry event, Instant now) {
        latest.addLast(event);
        while (latest.size() > MAX_EVENTS
                || latest.getFirst().at().isBefore(now.minus(WorldEventEntry.BEFORE.multipliedBy(2)))) {
            latest.removeFirst();
            if (latest.isEmpty()) {
                return;
            }
        }
    }

    /** The timeline entries that an incident does not have yet. */
    public List<TimelineEntry> entriesFor(Incident incident) {
        return latest.stream()
                .flatMap(event -> event.entryFor(incident).stream())
                .toList();
    }
}
