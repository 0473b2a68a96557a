package io.fleetforge.alert.explain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The latest decisions about each alert. What repeats the last one of its channel is not kept; of an alert the latest {@value
 * #PER_ALERT} are, of alerts the {@value #MOST_ALERTS} about which something was decided last. When it is full, an alert that nobody
 * is told of takes the place only of one about which nothing was decided for hours: each look at a great group would push out what the
 * look before it wrote. Thread-safe.
 */
public final class DecisionLog {

    public static final int PER_ALERT = 16;
    public static final int MOST_ALERTS = 10_000;
    static final Duration STALE_AFTER = Duration.ofHours(6);

    private final Map<String, Deque<DecisionLine>> byAlert = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<DecisionLine>> eldest) {
            return size() > MOST_ALERTS;
        }
    };

    /** Whether it is news; what is known already changes nothing. */
    public synchronized boolean add(DecisionLine line) {
        var isFull = byAlert.size() >= MOST_ALERTS && !byAlert.containsKey(line.fingerprint());
        if (isFull && line.verdict().isQuiet() && !isStale(line.at())) {
            return false;
        }
        var lines = byAlert.computeIfAbsent(line.fingerprint(), first -> new ArrayDeque<>());
        if (isKnown(line, lines.descendingIterator())) {
            return false;
        }
        lines.addLast(line);
        if (lines.size() > PER_ALERT) {
            lines.removeFirst();
        }
        return true;
    }

    /** Whether the one that would go has had no line for a while. */
    private boolean isStale(Instant now) {
        return byAlert.values().iterator().next().getLast().at().isBefore(now.minus(STALE_AFTER));
    }

    private static boolean isKnown(DecisionLine line, Iterator<DecisionLine> newestFirst) {
        var isLast = true;
        while (newestFirst.hasNext()) {
            var before = newestFirst.next();
            if (before.equals(line) || (isLast && line.repeats(before))) {
                return true;
            }
            isLast &= !line.replaces(before);
        }
        return false;
    }

    /** Oldest first. */
    public synchronized List<DecisionLine> of(String fingerprint) {
        var lines = byAlert.get(fingerprint);
        return lines == null
                ? List.of()
                : new ArrayList<>(lines)
                        .stream().sorted(Comparator.comparing(DecisionLine::at)).toList();
    }
}
