package io.fleetforge.alert.explain;

import io.fleetforge.contracts.collection.LruMap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The latest decisions about each alert. A decision that repeats the last one of its integration is dropped; the log
 * keeps the latest {@value #PER_ALERT} of an alert, and the {@value #MAX_ALERTS} alerts with the latest decisions. When
 * it is full, a decision without a notification evicts only an alert without a decision for hours: otherwise each flush
 * of a large group would evict the decisions of the flush before. Thread-safe.
 */
public final class DecisionLog {

    public static final int PER_ALERT = 16;
    public static final int MAX_ALERTS = 10_000;
    static final Duration STALE_AFTER = Duration.ofHours(6);

    private final Map<String, Deque<LoggedDecision>> byAlert = new LruMap<>(MAX_ALERTS);

    /** Adds a decision unless it is known already; returns whether it was added. */
    public synchronized boolean add(LoggedDecision decision) {
        var isFull = byAlert.size() >= MAX_ALERTS && !byAlert.containsKey(decision.fingerprint());
        if (isFull && decision.outcome().isSkipped() && !isStale(decision.at())) {
            return false;
        }
        var decisions = byAlert.computeIfAbsent(decision.fingerprint(), first -> new ArrayDeque<>());
        if (isKnown(decision, decisions.descendingIterator())) {
            return false;
        }
        decisions.addLast(decision);
        if (decisions.size() > PER_ALERT) {
            decisions.removeFirst();
        }
        return true;
    }

    /** Whether the alert that would be evicted has had no decision for a while. */
    private boolean isStale(Instant now) {
        return byAlert.values().iterator().next().getLast().at().isBefore(now.minus(STALE_AFTER));
    }

    private static boolean isKnown(LoggedDecision decision, Iterator<LoggedDecision> newestFirst) {
        var isLast = true;
        while (newestFirst.hasNext()) {
            var before = newestFirst.next();
            if (before.equals(decision) || (isLast && decision.repeats(before))) {
                return true;
            }
            isLast &= !decision.replaces(before);
        }
        return false;
    }

    /** Oldest first. */
    public synchronized List<LoggedDecision> of(String fingerprint) {
        var decisions = byAlert.get(fingerprint);
        return decisions == null
                ? List.of()
                : new ArrayList<>(decisions)
                        .stream()
                                .sorted(Comparator.comparing(LoggedDecision::at))
                                .toList();
    }
}
