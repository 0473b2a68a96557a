package io.fleetforge.contracts.message;

import java.time.Instant;
import java.util.Objects;

/**
 * Why somebody was told of an alert, or was not.
 *
 * @param fingerprint of the alert
 * @param decision machine-readable, CamelCase
 * @param group key of the group that it was looked at in
 * @param receiver of the route
 * @param integration of the receiver; empty when it is about all of them
 * @param text for people
 */
public record AlertDecision(
        String fingerprint,
        Instant at,
        String decision,
        String group,
        String receiver,
        String integration,
        String text) {

    public AlertDecision {
        WorldRef.requireText(fingerprint, "fingerprint");
        Objects.requireNonNull(at, "at");
        WorldRef.requireText(decision, "verdict");
        WorldRef.requireText(group, "group");
        WorldRef.requireText(receiver, "receiver");
        Objects.requireNonNull(integration, "channel");
        Objects.requireNonNull(text, "text");
    }
}
