package io.fleetforge.alert.group;

import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.route.Settings;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * Alerts that are notified as one, and when they are flushed next. The first flush comes {@code group_wait} after the
 * first alert was sent, however long its transport took; at once when an alert has fired for longer than that; each
 * later one {@code group_interval} after the one before. Not thread-safe: a group has one writer.
 */
public final class Group {

    private final GroupKey key;
    private final Settings settings;
    private final TreeMap<String, Alert> alerts = new TreeMap<>();
    private Instant nextFlush;
    private Instant lastDue;
    private boolean flushed;

    /** Creates the group for its first alert. */
    public Group(GroupKey key, Settings settings, Alert first, Instant now) {
        this.key = key;
        this.settings = settings;
        this.nextFlush = sentAt(first, now).plus(settings.timing().groupWait());
        this.lastDue = nextFlush;
        insert(first, now);
    }

    /**
     * When an alert was sent, by the sender's clock: at most now, and at least half of the wait ago, so that further
     * alerts can join.
     */
    private Instant sentAt(Alert alert, Instant now) {
        var earliest = now.minus(settings.timing().groupWait().dividedBy(2));
        var sentAt = alert.updatedAt();
        return sentAt.isAfter(now) ? now : sentAt.isBefore(earliest) ? earliest : sentAt;
    }

    public GroupKey key() {
        return key;
    }

    public Settings settings() {
        return settings;
    }

    public Instant nextFlush() {
        return nextFlush;
    }

    /** When the last flush was due; before the first flush, when that is due. */
    public Instant lastDue() {
        return lastDue;
    }

    public Collection<Alert> alerts() {
        return List.copyOf(alerts.values());
    }

    public boolean isEmpty() {
        return alerts.isEmpty();
    }

    /** Adds or replaces an alert. */
    public void insert(Alert alert, Instant now) {
        alerts.put(alert.fingerprint(), alert);
        var hasWaited = alert.startsAt().plus(settings.timing().groupWait()).isBefore(now);
        if (!flushed && hasWaited && nextFlush.isAfter(now)) {
            nextFlush = now;
        }
    }

    /** Returns the alerts of the group; the next flush is due an interval later. */
    public List<Alert> flush(Instant now) {
        flushed = true;
        lastDue = nextFlush;
        nextFlush = now.plus(settings.timing().groupInterval());
        return List.copyOf(alerts.values());
    }

    /** Removes ended alerts whose end every integration was notified of, unless the alert has fired again since. */
    public void remove(Collection<Alert> notified) {
        notified.forEach(alert -> alerts.remove(alert.fingerprint(), alert));
    }
}
