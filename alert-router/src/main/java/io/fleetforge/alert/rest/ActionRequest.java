package io.fleetforge.alert.rest;

import org.jspecify.annotations.Nullable;

/**
 * What an action needs.
 *
 * @param note for people; any action may have one
 * @param person who is to work on it, for {@code assign}; empty for nobody
 * @param minutes how long nobody is paged, for {@code snooze}
 */
public record ActionRequest(
        @Nullable String note,
        @Nullable String person,
        @Nullable Integer minutes) {
    static final ActionRequest NOTHING = new ActionRequest(null, null, null);
}
