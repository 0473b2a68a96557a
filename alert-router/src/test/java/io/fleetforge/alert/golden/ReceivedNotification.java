package io.fleetforge.alert.golden;

import java.time.Duration;
import java.util.List;

/**
 * A notification as a receiver hears it.
 *
 * @param at since the beginning
 * @param firing names of alerts, sorted
 * @param resolved names of alerts, sorted
 */
record ReceivedNotification(String scenario, Duration at, String receiver, List<String> firing, List<String> resolved) {

    /** All but the moment. */
    String what() {
        return "%s: fires %s, over %s".formatted(receiver, firing, resolved);
    }
}
