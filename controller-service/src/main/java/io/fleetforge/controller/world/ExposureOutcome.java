package io.fleetforge.controller.world;

import io.fleetforge.controller.problem.WorldProblem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Result of the writes that expose the hosts of a world.
 *
 * @param problems what keeps players outside the cluster from hosts
 * @param waitingFor the first route that its Gateway has not decided about
 * @param again time until the next attempt, or until a write is observed; empty when nothing is to be done
 */
record ExposureOutcome(List<WorldProblem> problems, Optional<String> waitingFor, Optional<Duration> again) {

    static final ExposureOutcome NONE = new ExposureOutcome(List.of(), Optional.empty(), Optional.empty());

    ExposureOutcome {
        problems = List.copyOf(problems);
    }
}
