package io.fleetforge.alert.oncall;

import io.fleetforge.alert.oncall.EscalationPolicy.Step;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/** Who can be paged, when each is on call, and how a page climbs; each by name. Immutable. */
public record OnCallPlan(
        Map<String, User> people, Map<String, Schedule> schedules, Map<String, EscalationPolicy> policies) {

    public static final OnCallPlan NOBODY = new OnCallPlan(Map.of(), Map.of(), Map.of());

    public OnCallPlan {
        people = Map.copyOf(people);
        schedules = Map.copyOf(schedules);
        policies = Map.copyOf(policies);
    }

    /** Who is told at a step that begins at {@code at}: those on call, then those who are named. */
    public SequencedSet<User> at(Step step, Instant at) {
        var found = new LinkedHashSet<User>();
        for (var name : step.schedules()) {
            var schedule = schedules.get(name);
            if (schedule != null) {
                schedule.at(at)
                        .flatMap(shift -> Optional.ofNullable(people.get(shift.person())))
                        .ifPresent(found::add);
            }
        }
        for (var name : step.people()) {
            var person = people.get(name);
            if (person != null) {
                found.add(person);
            }
        }
        return found;
    }
}
