package io.fleetforge.alert.action;

import org.jspecify.annotations.Nullable;

/**
 * Arguments of an action.
 *
 * @param note for the timeline; any action may have one
 * @param user the new assignee, for {@code assign}; empty to remove the assignment
 * @param minutes pause of the escalation, for {@code snooze}
 */
public record ActionRequest(
        @Nullable String note,
        @Nullable String user,
        @Nullable Integer minutes) {
    public static final ActionRequest EMPTY = new ActionRequest(null, null, null);
}
