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
     * @throws ProblemException 400 for another form of {@code at}
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
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new ProblemException(400, "bad-request", "at: a time such as 2026-01-02T03:04:05Z is needed");
        }
    }
}
