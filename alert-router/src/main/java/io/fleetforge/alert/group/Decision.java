package io.fleetforge.alert.group;

/** What a flush decides for one integration of a group's receiver. */
public sealed interface Decision {

    /** Sends a notification. */
    record Notify(Notification notification) implements Decision {}

    /** Sends nothing. */
    record Skip(SkipReason reason) implements Decision {}

    /**
     * Sends nothing, since no resolved alerts are sent to the integration; from now on its log lists no firing alert.
     *
     * @param entry replaces the log entry of the integration
     */
    record ClearLog(NotificationLogEntry entry) implements Decision {}

    /** Why nothing is sent. */
    enum SkipReason {
        /** The alerts ended before the integration was notified of them. */
        ENDED_BEFORE_FLUSH,
        /** Nothing has changed since the last notification, and the repeat interval has not passed. */
        UNCHANGED,
        /** Every alert is silenced or inhibited. */
        ALL_SUPPRESSED,
        /** A mute time of the route holds, or none of its active times does. */
        MUTED
    }
}
