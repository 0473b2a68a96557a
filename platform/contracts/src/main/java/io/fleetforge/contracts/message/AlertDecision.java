package io.fleetforge.contracts.message;

import java.time.Instant;
import java.util.Objects;

/**
 * Why somebody was told of an alert, or was not.
 *
 * @param fingerprint of the alert
 * @param verdict machine-readable, CamelCase
 * @param group key of the group that it was looked at in
 * @param receiver of the route
 * @param channel of the receiver; empty when it is about all of them
 * @param text for people
 */
public record AlertDecision(
        String fingerprint, Instant at, String verdict, String group, String receiver, String channel, String text) {

    public AlertDecision {
        WorldRef.requireText(fingerprint, "fingerprint");
        Objects.requireNonNull(at, "at");
        WorldRef.requireText(verdict, "verdict");
        WorldRef.requireText(group, "group");
        WorldRef.requireText(receiver, "receiver");
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(text, "text");
    }
}
