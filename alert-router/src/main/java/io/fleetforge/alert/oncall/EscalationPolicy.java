package io.fleetforge.alert.oncall;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who is told of a page that nobody acknowledges, and how long each has. Immutable.
 *
 * @param steps in their order
 * @param repeats how often all steps are gone through again after the first time
 */
public record EscalationPolicy(String name, List<Step> steps, int repeats) {

    public static final int MOST_STEPS = 16;
    public static final int MOST_REPEATS = 9;

    public EscalationPolicy {
        steps = List.copyOf(steps);
        if (name.isBlank()) {
            throw new IllegalArgumentException("a policy has a name");
        }
        if (steps.isEmpty() || steps.size() > MOST_STEPS) {
            throw new IllegalArgumentException(
                    "steps: between 1 and %d are needed, got %d".formatted(MOST_STEPS, steps.size()));
        }
        if (repeats < 0 || repeats > MOST_REPEATS) {
            throw new IllegalArgumentException("repeats: between 0 and %d, got %d".formatted(MOST_REPEATS, repeats));
        }
    }

    /**
     * Those who are told together.
     *
     * @param schedules whoever is on call in them
     * @param people by name
     * @param patience until the next step
     * @param severities of incidents that the step is for; empty for all
     */
    public record Step(List<String> schedules, List<String> people, Duration patience, Set<String> severities) {

        private static final Duration SHORTEST = Duration.ofSeconds(30);
        private static final Duration LONGEST = Duration.ofDays(1);

        public Step {
            schedules = List.copyOf(schedules);
            people = List.copyOf(people);
            severities = Set.copyOf(severities);
            if (schedules.isEmpty() && people.isEmpty()) {
                throw new IllegalArgumentException("a step tells a schedule or a person at least");
            }
            if (patience.compareTo(SHORTEST) < 0 || patience.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(
                        "patience: between %s and %s, got %s".formatted(SHORTEST, LONGEST, patience));
            }
        }

        public Step(List<String> schedules, List<String> people, Duration patience) {
            this(schedules, people, patience, Set.of());
        }

        public boolean isFor(String severity) {
            return severities.isEmpty() || severities.contains(severity);
        }
    }

    /**
     * A step that was begun.
     *
     * @param round from 0
     * @param index of the step in the round
     * @param next when the next step begins; empty after the last
     */
    public record Reached(int round, int index, Step step, Optional<Instant> next) {

        /** Counts all steps from the first on. */
        public int number(EscalationPolicy policy) {
            return round * policy.steps().size() + index;
        }
    }

    /** The step that a page has reached that began at {@code since} and that nobody has acknowledged. */
    public Reached at(Instant since, Instant now) {
        var begins = since;
        for (var round = 0; ; round++) {
            for (var index = 0; index < steps.size(); index++) {
                var step = steps.get(index);
                var next = begins.plus(step.patience());
                var isLast = round == repeats && index == steps.size() - 1;
                if (isLast || now.isBefore(next)) {
                    return new Reached(round, index, step, isLast ? Optional.empty() : Optional.of(next));
                }
                begins = next;
            }
        }
    }
}
