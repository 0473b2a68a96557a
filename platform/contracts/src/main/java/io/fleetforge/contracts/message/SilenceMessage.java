package io.fleetforge.contracts.message;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A silence: suppresses notifications for matching alerts between two instants.
 *
 * @param matchers in Alertmanager's syntax; an alert must match all of them
 * @param owner the user responsible for it
 * @param comment the reason
 * @param updatedAt when it was created or last changed
 */
public record SilenceMessage(
        String id,
        List<String> matchers,
        Instant startsAt,
        Instant endsAt,
        String owner,
        String comment,
        Instant updatedAt) {

    public SilenceMessage {
        WorldRef.requireText(id, "id");
        matchers = List.copyOf(matchers);
        Objects.requireNonNull(startsAt, "startsAt");
        Objects.requireNonNull(endsAt, "endsAt");
        WorldRef.requireText(owner, "owner");
        WorldRef.requireText(comment, "comment");
        Objects.requireNonNull(updatedAt, "updatedAt");
    }
}
