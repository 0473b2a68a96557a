package io.fleetforge.alert.incident;

import io.fleetforge.alert.incident.Incident.State;
import io.fleetforge.alert.oncall.EscalationPolicy;
import io.fleetforge.alert.oncall.OnCallPlan;
import io.fleetforge.alert.oncall.User;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The pages that are due for an incident that is not acknowledged. */
public final class Escalation {

    private Escalation() {}

    /**
     * A page that is due.
     *
     * @param entry id of the timeline entry that records its delivery
     * @param step counted from 1, over all rounds
     * @param user empty when the schedules of that step have a gap
     */
    public record Page(String entry, int step, Optional<User> user) {}

    /**
     * The pages that are due and not recorded yet. Missed steps are made up for; a user that a later step pages is not
     * paged for an earlier one.
     */
    public static List<Page> due(Incident incident, OnCallPlan plan, Instant now) {
        var policy = plan.policies().get(incident.policy());
        if (policy == null
                || incident.state() != State.OPEN
                || incident.escalatesFrom().isAfter(now)) {
            return List.of();
        }
        var pages = new ArrayList<Page>();
        var paged = new HashSet<User>();
        var reached = policy.at(incident.escalatesFrom(), now).number(policy);
        for (var number = reached; number >= 0; number--) {
            var step = policy.steps().get(number % policy.steps().size());
            if (!step.isFor(incident.severity().name())) {
                continue;
            }
            var prefix = String.format(
                    Locale.ROOT, "page/%d/%d/", incident.escalatesFrom().toEpochMilli(), number);
            var users = plan.usersAt(step, now);
            if (users.isEmpty() && !incident.has(prefix)) {
                pages.add(new Page(prefix, number + 1, Optional.empty()));
            }
            for (var user : users) {
                var isNew = paged.add(user);
                if (isNew && !incident.has(prefix + user.name())) {
                    pages.add(new Page(prefix + user.name(), number + 1, Optional.of(user)));
                }
            }
        }
        return pages;
    }

    /** When the next step starts; empty after the last step, or when the incident is not open. */
    public static Optional<Instant> escalatesAt(Incident incident, OnCallPlan plan, Instant now) {
        EscalationPolicy policy = plan.policies().get(incident.policy());
        if (policy == null || incident.state() != State.OPEN) {
            return Optional.empty();
        }
        return incident.escalatesFrom().isAfter(now)
                ? Optional.of(incident.escalatesFrom())
                : policy.at(incident.escalatesFrom(), now).next();
    }
}
