package io.fleetforge.contracts.message;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The last notification of one integration about a group of alerts.
 *
 * @param group its key
 * @param integration receiver, kind and index, such as {@code ops/slack-0}
 * @param firing fingerprints of the alerts that it reported as firing
 * @param resolved fingerprints of the alerts that it reported as resolved
 * @param undelivered fingerprints of alerts whose notification failed
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
        WorldRef.requireText(integration, "integration");
        Objects.requireNonNull(at, "at");
        firing = sorted(firing);
        resolved = sorted(resolved);
        undelivered = sorted(undelivered);
    }

    private static Set<String> sorted(Set<String> fingerprints) {
        return java.util.Collections.unmodifiableSet(new TreeSet<>(fingerprints == null ? Set.of() : fingerprints));
    }
}
