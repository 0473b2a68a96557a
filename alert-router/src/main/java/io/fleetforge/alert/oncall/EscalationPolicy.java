package io.fleetforge.alert.oncall;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The steps by which an unacknowledged incident pages users, and the delay of each. Immutable.
 *
 * @param steps in their order
 * @param repeats how often all steps are repeated after the first round
 */
public record EscalationPolicy(String name, List<Step> steps, int repeats) {

    public static final int MAX_STEPS = 16;
    public static final int MAX_REPEATS = 9;

    public EscalationPolicy {
        steps = List.copyOf(steps);
        if (name.isBlank()) {
            throw new IllegalArgumentException("an escalation policy needs a name");
        }
        if (steps.isEmpty() || steps.size() > MAX_STEPS) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "steps: between 1 and %d are needed, got %d", MAX_STEPS, steps.size()));
        }
        if (repeats < 0 || repeats > MAX_REPEATS) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "repeats: between 0 and %d, got %d", MAX_REPEATS, repeats));
        }
    }

    /**
     * Users that are paged together.
     *
     * @param schedules names of schedules; the user on call in each is paged
     * @param users names of users that are paged in any case
     * @param delay until the next step
     * @param severities of incidents that the step applies to; empty for all
     */
    public record Step(List<String> schedules, List<String> users, Duration delay, Set<String> severities) {

        private static final Duration MIN_DELAY = Duration.ofSeconds(30);
        private static final Duration MAX_DELAY = Duration.ofDays(1);

        public Step {
            schedules = List.copyOf(schedules);
            users = List.copyOf(users);
            severities = Set.copyOf(severities);
            if (schedules.isEmpty() && users.isEmpty()) {
                throw new IllegalArgumentException("steps: each needs at least one schedule or user");
            }
            if (delay.compareTo(MIN_DELAY) < 0 || delay.compareTo(MAX_DELAY) > 0) {
                throw new IllegalArgumentException(
                        "delay: between %s and %s, got %s".formatted(MIN_DELAY, MAX_DELAY, delay));
            }
        }

        public Step(List<String> schedules, List<String> users, Duration delay) {
            this(schedules, users, delay, Set.of());
        }

        public boolean isFor(String severity) {
            return severities.isEmpty() || severities.contains(severity);
        }
    }

    /**
     * A step that has started.
     *
     * @param round from 0
     * @param index of the step in the round
     * @param next when the next step starts; empty after the last
     */
    public record Reached(int round, int index, Step step, Optional<Instant> next) {

        /** The number of the step over all rounds, from 0. */
        public int number(EscalationPolicy policy) {
            return round * policy.steps().size() + index;
        }
    }

    /** The step that an escalation has reached that started at {@code since} and is not acknowledged. */
    public Reached at(Instant since, Instant now) {
        var start = since;
        for (var round = 0; ; round++) {
            for (var index = 0; index < steps.size(); index++) {
                var step = steps.get(index);
                var next = start.plus(step.delay());
                var isLast = round == repeats && index == steps.size() - 1;
                if (isLast || now.isBefore(next)) {
                    return new Reached(round, index, step, isLast ? Optional.empty() : Optional.of(next));
                }
                start = next;
            }
        }
    }
}
