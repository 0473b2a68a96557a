package io.fleetforge.alert.ingest;

import io.fleetforge.alert.model.LabelSet;
import io.fleetforge.alert.store.AlertStore;
import io.fleetforge.contracts.message.AlertMessage;
import io.fleetforge.runtime.problem.ProblemException;
import java.util.List;
import java.util.Map;

/**
 * How many alerts are known at most: each instance holds all of them in memory. What is known already may always be told again, so that
 * its end is heard. Thread-safe.
 */
public final class CapacityLimit {

    private static final String RETRY_AFTER_S = "60";

    private final AlertStore desk;
    private final int most;

    /**
     * @param most of them, ended ones that are still known included
     */
    public CapacityLimit(AlertStore desk, int most) {
        this.desk = desk;
        this.most = most;
    }

    /**
     * @throws ProblemException 503 when there is no room for those that are new
     */
    public void require(List<AlertMessage> alerts) {
        var known = desk.ask(all -> all.router().known().alerts().all().size());
        if (known + alerts.size() <= most) {
            return;
        }
        var prints = alerts.stream()
                .map(alert -> LabelSet.of(alert.labels()).fingerprint())
                .distinct()
                .toList();
        var fresh = desk.ask(all -> prints.stream()
                .filter(print -> all.router().known().alerts().find(print).isEmpty())
                .count());
        if (fresh > 0 && known + fresh > most) {
            throw new ProblemException(
                    503,
                    "too-many-alerts",
                    ("alerts: %d are known and %d at most may be (fleetforge.alert.most-alerts); none of this post was taken."
                                    + " Silence does not help: send fewer labels that differ, or raise the limit with the memory")
                            .formatted(known, most),
                    List.of(),
                    Map.of("Retry-After", RETRY_AFTER_S));
        }
    }
}
