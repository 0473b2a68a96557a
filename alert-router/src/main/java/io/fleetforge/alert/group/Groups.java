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
 * The groups that one instance owns, and which of them is looked at next. Cost of an alert: its route, one look-up and, for a
 * new group, one place in a heap. Not thread-safe: groups have one writer.
 */
public final class Groups {

    private final Predicate<GroupKey> mine;
    private final Map<GroupKey, Group> groups = new HashMap<>();
    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparing(Due::at));

    /** A place in the queue; out of date when the group is looked at another time by now. */
    private record Due(GroupKey group, Instant at) {}

    /**
     * @param mine which groups this instance owns
     */
    public Groups(Predicate<GroupKey> mine) {
        this.mine = mine;
    }

    /** Puts an alert into each of its groups that is owned here. */
    public void insert(Alert alert, Route tree, Instant now) {
        for (var route : tree.match(alert.labels())) {
            var key = new GroupKey(route.key(), route.groupOf(alert.labels()));
            if (mine.test(key)) {
                insert(key, route, alert, now);
            }
        }
    }

    private void insert(GroupKey key, Route route, Alert alert, Instant now) {
        if (alert.isFiringAt(now)
                || groups.containsKey(key)) { // else it is the end of something that nobody was told of
            restore(key, route, alert, now);
        }
    }

    /** Puts an alert into a group that was told before: also one that has ended since, so that its end is told. */
    public void restore(GroupKey key, Route route, Alert alert, Instant now) {
        var group = groups.get(key);
        if (group == null) {
            group = new Group(key, route.settings(), alert, now);
            groups.put(key, group);
            due.add(new Due(key, group.nextLook()));
            return;
        }
        var before = group.nextLook();
        group.insert(alert, now);
        if (!group.nextLook().equals(before)) {
            due.add(new Due(key, group.nextLook()));
        }
    }

    /** Lets go of the groups that are not owned here any more. */
    public void release() {
        groups.keySet().removeIf(mine.negate());
    }

    /** The groups to look at now; each is due again an interval later, and one that is empty then is forgotten. */
    public List<Group> due(Instant now) {
        var found = new ArrayList<Group>();
        for (var next = due.peek(); next != null && !next.at().isAfter(now); next = due.peek()) {
            due.poll();
            var group = groups.get(next.group());
            if (group == null || !group.nextLook().equals(next.at())) {
                continue;
            }
            if (group.isEmpty()) {
                groups.remove(group.key());
                continue;
            }
            group.look(now);
            due.add(new Due(group.key(), group.nextLook()));
            found.add(group);
        }
        return found;
    }

    /** When there is something to look at next; empty while there is no group. */
    public Optional<Instant> nextLook() {
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
