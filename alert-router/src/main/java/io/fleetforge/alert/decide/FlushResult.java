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
 * A look at a group: what was seen, and what it came to for each channel of its receiver.
 *
 * @param dueAt when it was due
 * @param interval until the next one
 * @param suppressed why alerts of the group are not told, by fingerprint
 */
public record FlushResult(
        GroupKey group,
        String receiver,
        Instant dueAt,
        Instant at,
        Duration interval,
        List<Alert> alerts,
        Map<String, Suppression> suppressed,
        List<Verdict> verdicts) {

    public FlushResult {
        alerts = List.copyOf(alerts);
        suppressed = Map.copyOf(suppressed);
        verdicts = List.copyOf(verdicts);
    }

    /** What a look came to for one channel. */
    public record Verdict(Integration channel, Decision decision) {}
}
