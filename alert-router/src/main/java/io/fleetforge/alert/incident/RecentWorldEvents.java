package io.fleetforge.alert.incident;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The latest happenings; older ones than an incident can still want are let go. Not thread-safe: it has one writer. */
public final class RecentWorldEvents {

    public static final int MOST = 2000;

    private final Deque<WorldEventEntry> latest = new ArrayDeque<>();

    public void add(WorldEventEntry happening, Instant now) {
        latest.addLast(happening);
        while (latest.size() > MOST
                || latest.getFirst().at().isBefore(now.minus(WorldEventEntry.BEFORE.multipliedBy(2)))) {
            latest.removeFirst();
            if (latest.isEmpty()) {
                return;
            }
        }
    }

    /** The lines that an incident does not have yet. */
    public List<TimelineEntry> linesFor(Incident incident) {
        return latest.stream()
                .flatMap(happening -> happening.lineIn(incident).stream())
                .toList();
    }
}
