package io.fleetforge.alert.oncall;

import io.fleetforge.alert.model.LabelSet;
import io.fleetforge.alert.model.Matchers;
import java.time.Duration;

/**
 * An alert that fires always while monitoring works; its absence raises an alert.
 *
 * @param matchers of the labels of the alert
 * @param timeout longest time without an update of the alert
 * @param severity of the alert about its absence
 * @param armedAfterFirst whether its absence counts only after its first update, for installations without monitoring
 */
public record Heartbeat(String name, Matchers matchers, Duration timeout, String severity, boolean armedAfterFirst) {

    private static final Duration MIN_TIMEOUT = Duration.ofMinutes(1);

    public Heartbeat {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name: a heartbeat needs one");
        }
        if (matchers.isEmpty()) {
            throw new IllegalArgumentException("matchers: at least one is needed");
        }
        if (timeout.compareTo(MIN_TIMEOUT) < 0) {
            throw new IllegalArgumentException("timeout: at least %s, got %s".formatted(MIN_TIMEOUT, timeout));
        }
    }

    public boolean matches(LabelSet labels) {
        return matchers.match(labels);
    }
}
