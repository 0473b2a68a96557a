package io.fleetforge.alert.golden;

import java.time.Duration;
import java.util.List;

/**
 * A notification as received.
 *
 * @param at since the start
 * @param firing names of alerts, sorted
 * @param resolved names of alerts, sorted
 */
record ReceivedNotification(String scenario, Duration at, String receiver, List<String> firing, List<String> resolved) {

    /** All but the time. */
    String content() {
        return "%s: firing %s, resolved %s".formatted(receiver, firing, resolved);
    }
}
