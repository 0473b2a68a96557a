package io.fleetforge.alert.query;

import io.fleetforge.alert.access.Authorizer;
import io.fleetforge.alert.oncall.Schedule;
import io.fleetforge.alert.store.AlertStore;
import io.fleetforge.runtime.page.Page;
import io.fleetforge.runtime.page.PageLimit;
import io.fleetforge.runtime.page.PageRequest;
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
     * A page of the schedules with their users on call, by name.
     *
     * @param at an instant in ISO 8601; null for now
     * @param token {@code continue} of the page before; null for the first one
     * @throws ProblemException 400 for an unknown token or another form of {@code at}, 410 for an expired token
     */
    public Page<OnCallView> list(@Nullable String at, PageLimit limit, @Nullable String token) {
        var request = PageRequest.of("oncall?at=" + at, limit, token, clock.instant());
        return request.page(schedules(at), OnCallView::schedule);
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
