package io.fleetforge.contracts.message;

import java.time.Instant;
import java.util.Objects;

/**
 * The decision about an alert in one group: why an integration was notified of it, or was not.
 *
 * @param fingerprint of the alert
 * @param outcome machine-readable, CamelCase
 * @param group key of the group
 * @param receiver of the route
 * @param integration of the receiver; empty when it is about all of them
 * @param text for users
 */
public record AlertDecision(
        String fingerprint,
        Instant at,
        String outcome,
        String group,
        String receiver,
        String integration,
        String text) {

    public AlertDecision {
        WorldRef.requireText(fingerprint, "fingerprint");
        Objects.requireNonNull(at, "at");
        WorldRef.requireText(outcome, "outcome");
        WorldRef.requireText(group, "group");
        WorldRef.requireText(receiver, "receiver");
        Objects.requireNonNull(integration, "integration");
        Objects.requireNonNull(text, "text");
    }
}
