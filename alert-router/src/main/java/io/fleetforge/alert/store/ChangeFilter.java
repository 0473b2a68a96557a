package io.fleetforge.alert.store;

import io.fleetforge.alert.model.Alert;
import io.fleetforge.contracts.message.AlertMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the alerts of a post that differ from what this instance has read back. Senders repeat their alerts, two of
 * them at once; an unchanged alert has to be written only now and then, so that its end moves on. Thread-safe.
 */
public final class ChangeFilter {

    /** An unchanged alert is written again when its last update is older. */
    private static final Duration REWRITE_AFTER = Duration.ofSeconds(30);

    private final AlertStore store;

    public ChangeFilter(AlertStore store) {
        this.store = store;
    }

    /** The changes within a post, in its order; a later update of an alert is compared with the earlier. */
    public List<AlertUpdate> changesIn(List<AlertMessage> messages) {
        var alerts = messages.stream().map(AlertMessages::alert).toList();
        var fingerprints = alerts.stream().map(Alert::fingerprint).toList();
        var known = known(fingerprints);
        var updates = new ArrayList<AlertUpdate>();
        for (var each = 0; each < alerts.size(); each++) {
            var before = known.get(fingerprints.get(each));
            var after = before == null ? alerts.get(each) : before.mergedWith(alerts.get(each));
            if (before == null || isChange(before, after)) {
                known.put(fingerprints.get(each), after);
                updates.add(new AlertUpdate(messages.get(each), after));
            }
        }
        return updates;
    }

    private Map<String, Alert> known(List<String> fingerprints) {
        return store.call(state -> {
            var known = new HashMap<String, Alert>();
            for (var fingerprint : fingerprints) {
                state.alerts().find(fingerprint).ifPresent(alert -> known.put(fingerprint, alert));
            }
            return known;
        });
    }

    private static boolean isChange(Alert before, Alert after) {
        return !before.annotations().equals(after.annotations())
                || !before.startsAt().equals(after.startsAt())
                || before.isFiringAt(after.updatedAt()) != after.isFiringAt(after.updatedAt())
                || after.updatedAt().isAfter(before.updatedAt().plus(REWRITE_AFTER))
                || after.endsAt().isBefore(before.endsAt())
                || after.endsAt().isAfter(before.endsAt().plus(REWRITE_AFTER));
    }
}
