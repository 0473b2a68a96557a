package io.fleetforge.alert.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A route that an alert ends at.
 *
 * @param route its key: the matchers on the path to it
 * @param group key of the group that the alert joins
 * @param suppressed why notifications are suppressed now; null when they are not
 * @param pages names of the users that are paged first, when the receiver has an on-call integration
 */
public record Destination(
        String route,
        String receiver,
        List<String> integrations,
        String group,
        String groupWait,
        @Nullable String suppressed,
        List<String> pages) {}
