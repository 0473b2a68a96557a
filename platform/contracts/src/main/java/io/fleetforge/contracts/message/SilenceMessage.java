package io.fleetforge.contracts.message;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Alerts that are not told for a time.
 *
 * @param matchers in Alertmanager's syntax, all of which an alert must match
 * @param owner who answers for it
 * @param comment why
 * @param updatedAt when it was made or last changed
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
