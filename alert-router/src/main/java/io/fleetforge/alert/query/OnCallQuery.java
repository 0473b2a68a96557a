package io.fleetforge.alert.query;

import io.fleetforge.alert.access.Authorizer;
import io.fleetforge.alert.oncall.Schedule;
import io.fleetforge.alert.store.AlertStore;
import io.fleetforge.runtime.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads schedules. Thread-safe. */
@ApplicationScoped
public class OnCallQuery {

    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("3000-01-01T00:00:00Z");
    private static final Duration AHEAD = Duration.ofDays(28);

    private final AlertStore store;
    private final Authorizer authorizer;
    private final Clock clock;

    public OnCallQuery(AlertStore store, Authorizer authorizer, Clock clock) {
        this.store = store;
        this.authorizer = authorizer;
        this.clock = clock;
    }

    /**
     * The users on call in each schedule.
     *
     * @param at an instant in ISO 8601; null for now
     * @throws ProblemException 400 for another form of {@code at}, or a year outside 1970 to 2999
     */
    public List<OnCallView> schedules(@Nullable String at) {
        authorizer.require("get", "incidents");
        var instant = at == null ? clock.instant() : parse(at);
        return store.call(state -> state.routing().onCall().schedules().values().stream()
                .sorted(Comparator.comparing(Schedule::name))
                .map(schedule -> OnCallView.of(schedule.name(), schedule.from(instant, AHEAD), instant))
                .toList());
    }

    private static Instant parse(String text) {
        try {
            var at = Instant.parse(text);
            if (!at.isBefore(EARLIEST) && at.isBefore(LATEST)) {
                return at;
            }
        } catch (DateTimeException e) {
            // refused below, like a time outside the range
        }
        throw ProblemException.invalidField(
                "at", "must be a time of the years 1970 to 2999, such as 2026-01-02T03:04:05Z");
    }
}
