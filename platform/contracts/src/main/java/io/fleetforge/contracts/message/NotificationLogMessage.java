package io.fleetforge.contracts.message;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one channel of a receiver knows of a group of alerts.
 *
 * @param group its key
 * @param integration receiver and place, such as {@code ops/slack-0}
 * @param firing fingerprints of alerts that it knows to fire
 * @param resolved fingerprints of those that it was told the end of
 * @param undelivered fingerprints of alerts that it should have been told of and could not be
 */
public record NotificationLogMessage(
        String group,
        String integration,
        Instant at,
        Set<String> firing,
        Set<String> resolved,
        Set<String> undelivered) {

    public NotificationLogMessage {
        WorldRef.requireText(group, "group");
        WorldRef.requireText(integration, "channel");
        Objects.requireNonNull(at, "at");
        firing = sorted(firing);
        resolved = sorted(resolved);
        undelivered = sorted(undelivered);
    }

    private static Set<String> sorted(Set<String> fingerprints) {
        return java.util.Collections.unmodifiableSet(new TreeSet<>(fingerprints == null ? Set.of() : fingerprints));
    }
}
