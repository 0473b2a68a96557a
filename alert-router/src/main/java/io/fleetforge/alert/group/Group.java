package io.fleetforge.alert.group;

import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.route.Settings;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * Alerts that are told together, and when they are looked at next. The first look comes {@code group_wait} after the first
 * alert was told, however long it took to get here; at once when an alert has fired for longer than that already; every other {@code group_interval} after the one
 * before. Not thread-safe: a group has one writer.
 */
public final class Group {

    private final GroupKey key;
    private final Settings settings;
    private final TreeMap<String, Alert> alerts = new TreeMap<>();
    private Instant nextLook;
    private Instant lastDue;
    private boolean looked;

    /** A group that its first alert makes. */
    public Group(GroupKey key, Settings settings, Alert first, Instant now) {
        this.key = key;
        this.settings = settings;
        this.nextLook = told(first, now).plus(settings.timing().groupWait());
        this.lastDue = nextLook;
        insert(first, now);
    }

    /** When an alert was told, by a clock that may be another's: not after now, and half of the wait ago at most, so that others can come. */
    private Instant told(Alert alert, Instant now) {
        var earliest = now.minus(settings.timing().groupWait().dividedBy(2));
        var told = alert.updatedAt();
        return told.isAfter(now) ? now : told.isBefore(earliest) ? earliest : told;
    }

    public GroupKey key() {
        return key;
    }

    public Settings settings() {
        return settings;
    }

    public Instant nextLook() {
        return nextLook;
    }

    /** When the last look was due; before the first, when that is. */
    public Instant lastDue() {
        return lastDue;
    }

    public Collection<Alert> alerts() {
        return List.copyOf(alerts.values());
    }

    public boolean isEmpty() {
        return alerts.isEmpty();
    }

    /** Takes a new word about an alert in. */
    public void insert(Alert alert, Instant now) {
        alerts.put(alert.fingerprint(), alert);
        var hasWaited = alert.startsAt().plus(settings.timing().groupWait()).isBefore(now);
        if (!looked && hasWaited && nextLook.isAfter(now)) {
            nextLook = now;
        }
    }

    /** What there is to tell now; the next look comes an interval later. */
    public List<Alert> look(Instant now) {
        looked = true;
        lastDue = nextLook;
        nextLook = now.plus(settings.timing().groupInterval());
        return List.copyOf(alerts.values());
    }

    /** Forgets the ends that everybody was told of, unless the alert has fired again since. */
    public void forget(Collection<Alert> toldEnds) {
        toldEnds.forEach(alert -> alerts.remove(alert.fingerprint(), alert));
    }
}
