package io.fleetforge.contracts.message;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Alerts that were sent together; all of them are taken, or none.
 *
 * @param sender who sent them, for the log of decisions
 */
public record AlertBatch(String sender, Instant receivedAt, List<AlertMessage> alerts) {

    public AlertBatch {
        WorldRef.requireText(sender, "sender");
        Objects.requireNonNull(receivedAt, "receivedAt");
        alerts = List.copyOf(alerts);
    }
}
