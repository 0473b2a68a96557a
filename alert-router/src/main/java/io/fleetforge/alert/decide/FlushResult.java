package io.fleetforge.alert.decide;

import io.fleetforge.alert.group.Decision;
import io.fleetforge.alert.group.GroupKey;
import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.receiver.Integration;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The flush of a group: its alerts, and the decision for each integration of its receiver.
 *
 * @param dueAt when the flush was due
 * @param interval until the next flush
 * @param suppressed why notifications for alerts of the group are suppressed, by fingerprint
 */
public record FlushResult(
        GroupKey group,
        String receiver,
        Instant dueAt,
        Instant at,
        Duration interval,
        List<Alert> alerts,
        Map<String, Suppression> suppressed,
        List<IntegrationDecision> decisions) {

    public FlushResult {
        alerts = List.copyOf(alerts);
        suppressed = Map.copyOf(suppressed);
        decisions = List.copyOf(decisions);
    }

    /** The decision for one integration. */
    public record IntegrationDecision(Integration integration, Decision decision) {}
}
