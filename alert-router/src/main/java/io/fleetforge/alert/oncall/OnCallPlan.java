package io.fleetforge.alert.oncall;

import io.fleetforge.alert.oncall.EscalationPolicy.Step;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/** Users, schedules and escalation policies, each by name. Immutable. */
public record OnCallPlan(
        Map<String, User> users, Map<String, Schedule> schedules, Map<String, EscalationPolicy> policies) {

    public static final OnCallPlan EMPTY = new OnCallPlan(Map.of(), Map.of(), Map.of());

    public OnCallPlan {
        users = Map.copyOf(users);
        schedules = Map.copyOf(schedules);
        policies = Map.copyOf(policies);
    }

    /** The users to page at a step that starts at {@code at}: those on call, then those named by the step. */
    public SequencedSet<User> usersAt(Step step, Instant at) {
        var found = new LinkedHashSet<User>();
        for (var name : step.schedules()) {
            var schedule = schedules.get(name);
            if (schedule != null) {
                schedule.at(at)
                        .flatMap(shift -> Optional.ofNullable(users.get(shift.user())))
                        .ifPresent(found::add);
            }
        }
        for (var name : step.users()) {
            var user = users.get(name);
            if (user != null) {
                found.add(user);
            }
        }
        return found;
    }
}
