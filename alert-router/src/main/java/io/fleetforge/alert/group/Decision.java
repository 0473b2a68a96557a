package io.fleetforge.alert.group;

/** What a look at a group came to. */
public sealed interface Decision {

    /** It is told. */
    record Tell(Notification notification) implements Decision {}

    /**
     * Nothing is said.
     *
     * @param why for the person who asks why there was no page
     */
    record Quiet(Why why) implements Decision {}

    /**
     * Nothing is said, since the channel wants to hear of no ends; but it knows of nothing that fires from now on.
     *
     * @param told what it knows
     */
    record Settle(NotificationLogEntry told) implements Decision {}

    /** Why nothing is said. */
    enum Why {
        /** Nobody was told of these alerts, and they have ended. */
        NEVER_FIRED_LONG_ENOUGH,
        /** The receiver knows all of it, and the time to repeat has not come. */
        NOTHING_NEW,
        /** Every alert is silenced or inhibited. */
        ALL_SUPPRESSED,
        /** Not a time of the route. */
        OUTSIDE_ITS_TIMES
    }
}
