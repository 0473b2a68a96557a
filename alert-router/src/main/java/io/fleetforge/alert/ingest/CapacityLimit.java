package io.fleetforge.alert.ingest;

import io.fleetforge.alert.model.LabelSet;
import io.fleetforge.alert.store.AlertStore;
import io.fleetforge.contracts.message.AlertMessage;
import io.fleetforge.runtime.problem.ProblemException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Limits the number of known alerts: each instance holds all of them in memory. An update of a known alert is always
 * accepted, so that its end arrives. Thread-safe.
 */
public final class CapacityLimit {

    private static final String RETRY_AFTER_S = "60";

    private final AlertStore store;
    private final int maxAlerts;

    /**
     * @param maxAlerts ended ones that are still kept included
     */
    public CapacityLimit(AlertStore store, int maxAlerts) {
        this.store = store;
        this.maxAlerts = maxAlerts;
    }

    /**
     * @throws ProblemException 503 when the new alerts among them exceed the limit
     */
    public void require(List<AlertMessage> alerts) {
        var known = store.call(state -> state.alerts().all().size());
        if (known + alerts.size() <= maxAlerts) {
            return;
        }
        var fingerprints = alerts.stream()
                .map(alert -> LabelSet.of(alert.labels()).fingerprint())
                .distinct()
                .toList();
        var added = store.call(state -> fingerprints.stream()
                .filter(fingerprint -> state.alerts().find(fingerprint).isEmpty())
                .count());
        if (added > 0 && known + added > maxAlerts) {
            throw new ProblemException(
                    503,
                    "too-many-alerts",
                    String.format(
                            Locale.ROOT,
                            "alerts: %d are known, at most %d are allowed (fleetforge.alert.max-alerts); the post was refused."
                                    + " Send fewer distinct label sets, or raise the limit together with the memory;"
                                    + " silences do not help",
                            known,
                            maxAlerts),
                    List.of(),
                    Map.of("Retry-After", RETRY_AFTER_S));
        }
    }
}
