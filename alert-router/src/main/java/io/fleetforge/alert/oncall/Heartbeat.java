package io.fleetforge.alert.oncall;

import io.fleetforge.alert.model.LabelSet;
import io.fleetforge.alert.model.Matcher;
import java.time.Duration;
import java.util.List;

/**
 * An alert that always fires while monitoring works. When nobody has told it for a while, that is the alert.
 *
 * @param matchers by which it is known
 * @param after how long it may be missing
 * @param severity of the alert about its absence
 * @param isOnceHeard it is missed only after it has been heard: where monitoring may never have been installed
 */
public record Heartbeat(String name, List<Matcher> matchers, Duration after, String severity, boolean isOnceHeard) {

    private static final Duration SHORTEST = Duration.ofMinutes(1);

    public Heartbeat {
        matchers = List.copyOf(matchers);
        if (name.isBlank()) {
            throw new IllegalArgumentException("name: a dead man's switch has one");
        }
        if (matchers.isEmpty()) {
            throw new IllegalArgumentException("matchers: say which alert has to be there");
        }
        if (after.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("after: at least %s, got %s".formatted(SHORTEST, after));
        }
    }

    public boolean isHeardIn(LabelSet labels) {
        return matchers.stream().allMatch(matcher -> matcher.matches(labels));
    }
}
