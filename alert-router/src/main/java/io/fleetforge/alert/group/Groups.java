package io.fleetforge.alert.group;

import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.route.Route;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The groups that one instance owns, and which of them is flushed next. Cost of an alert: its route, one map access
 * and, for a new group, one insertion into a heap. Not thread-safe: groups have one writer.
 */
public final class Groups {

    private final Predicate<GroupKey> isOwned;
    private final Map<GroupKey, Group> groups = new HashMap<>();
    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparing(Due::at));

    /** An element of the queue; stale when the next flush of the group has changed since. */
    private record Due(GroupKey group, Instant at) {}

    /**
     * @param isOwned whether this instance owns a group
     */
    public Groups(Predicate<GroupKey> isOwned) {
        this.isOwned = isOwned;
    }

    /** Adds an alert to each of its groups that this instance owns. */
    public void insert(Alert alert, Route tree, Instant now) {
        for (var route : tree.match(alert.labels())) {
            var key = new GroupKey(route.key(), route.groupOf(alert.labels()));
            if (isOwned.test(key)) {
                insert(key, route, alert, now);
            }
        }
    }

    private void insert(GroupKey key, Route route, Alert alert, Instant now) {
        // The end of an alert without a group needs no notification.
        if (alert.isFiringAt(now) || groups.containsKey(key)) {
            restore(key, route, alert, now);
        }
    }

    /** Adds an alert to a group that was notified before, even one that has ended since, so that its end is sent. */
    public void restore(GroupKey key, Route route, Alert alert, Instant now) {
        var group = groups.get(key);
        if (group == null) {
            group = new Group(key, route.settings(), alert, now);
            groups.put(key, group);
            due.add(new Due(key, group.nextFlush()));
            return;
        }
        var before = group.nextFlush();
        group.insert(alert, now);
        if (!group.nextFlush().equals(before)) {
            due.add(new Due(key, group.nextFlush()));
        }
    }

    /** Drops the groups that this instance no longer owns. */
    public void release() {
        groups.keySet().removeIf(isOwned.negate());
    }

    /** Flushes the groups that are due; each is due again an interval later, and dropped when it is empty then. */
    public List<Group> due(Instant now) {
        var found = new ArrayList<Group>();
        for (var next = due.peek(); next != null && !next.at().isAfter(now); next = due.peek()) {
            due.poll();
            var group = groups.get(next.group());
            if (group == null || !group.nextFlush().equals(next.at())) {
                continue;
            }
            if (group.isEmpty()) {
                groups.remove(group.key());
                continue;
            }
            group.flush(now);
            due.add(new Due(group.key(), group.nextFlush()));
            found.add(group);
        }
        return found;
    }

    /** When the next group is due; empty without a group. */
    public Optional<Instant> nextFlush() {
        return Optional.ofNullable(due.peek()).map(Due::at);
    }

    public Optional<Group> find(GroupKey key) {
        return Optional.ofNullable(groups.get(key));
    }

    public Set<GroupKey> keys() {
        return Collections.unmodifiableSet(groups.keySet());
    }

    public int size() {
        return groups.size();
    }
}
