package io.fleetforge.alert.incident;

import io.fleetforge.alert.incident.Incident.State;
import io.fleetforge.alert.oncall.EscalationPolicy;
import io.fleetforge.alert.oncall.OnCallPlan;
import io.fleetforge.alert.oncall.User;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Who has to be paged of an incident that nobody has acknowledged. */
public final class Escalation {

    private Escalation() {}

    /**
     * What is due.
     *
     * @param entry names the line that is written once it is done
     * @param step counted from 1, over all rounds
     * @param person empty when nobody is on call at that step
     */
    public record Page(String entry, int step, Optional<User> person) {}

    /**
     * Pages that are due and not written down yet; a step that was missed meanwhile is caught up on, but nobody is paged for an earlier
     * step who was for a later one.
     */
    public static List<Page> due(Incident incident, OnCallPlan plan, Instant now) {
        var policy = plan.policies().get(incident.policy());
        if (policy == null
                || incident.state() != State.OPEN
                || incident.climbsSince().isAfter(now)) {
            return List.of();
        }
        var pages = new ArrayList<Page>();
        var told = new HashSet<User>();
        var reached = policy.at(incident.climbsSince(), now).number(policy);
        for (var number = reached; number >= 0; number--) {
            var step = policy.steps().get(number % policy.steps().size());
            if (!step.isFor(incident.severity().name())) {
                continue;
            }
            var prefix = "page/%d/%d/".formatted(incident.climbsSince().toEpochMilli(), number);
            var people = plan.at(step, now);
            if (people.isEmpty() && !incident.has(prefix)) {
                pages.add(new Page(prefix, number + 1, Optional.empty()));
            }
            for (var person : people) {
                var isNew = told.add(person);
                if (isNew && !incident.has(prefix + person.name())) {
                    pages.add(new Page(prefix + person.name(), number + 1, Optional.of(person)));
                }
            }
        }
        return pages;
    }

    /** When the next step begins; empty when nobody is left or somebody has it. */
    public static Optional<Instant> next(Incident incident, OnCallPlan plan, Instant now) {
        EscalationPolicy policy = plan.policies().get(incident.policy());
        if (policy == null || incident.state() != State.OPEN) {
            return Optional.empty();
        }
        return incident.climbsSince().isAfter(now)
                ? Optional.of(incident.climbsSince())
                : policy.at(incident.climbsSince(), now).next();
    }
}
