package io.fleetforge.contracts.message;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Alerts of one post, accepted as a whole.
 *
 * @param sender kind and name of the sender, such as {@code api/token}
 */
public record AlertBatch(String sender, Instant receivedAt, List<AlertMessage> alerts) {

    public AlertBatch {
        WorldRef.requireText(sender, "sender");
        Objects.requireNonNull(receivedAt, "receivedAt");
        alerts = List.copyOf(alerts);
    }
}
