package io.fleetforge.controller.world;

import io.fleetforge.controller.problem.WorldProblem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a world compares with its spec after a reconcile. Pure.
 *
 * @param problems the most severe first
 * @param again time until the progress deadline; empty when the world makes progress, is as it should be, or is past it
 * @param exposure whether players outside the cluster reach every host; empty when they shall not
 */
record WorldAssessment(
        Counts counts, Work work, List<WorldProblem> problems, Optional<Duration> again, Optional<Finding> exposure) {

    WorldAssessment {
        problems = List.copyOf(problems);
    }

    /**
     * @param revision of the record; null before the first one
     * @param cells of the record
     * @param readyCells that a host reports as running at the current epoch
     * @param players rounded
     * @param loadPercent of the fullest cell, rounded
     * @param hosts of the record
     */
    record Counts(@Nullable Long revision, int cells, int readyCells, int players, int loadPercent, int hosts) {

        static final Counts NONE = new Counts(null, 0, 0, 0, 0, 0);

        /** As in the status. */
        String load() {
            return loadPercent + "%";
        }

        boolean whole() {
            return revision != null && readyCells == cells;
        }

        String text() {
            return readyCells + " of " + cells + " cells run";
        }
    }

    /**
     * What is being done.
     *
     * @param rolling host that is replaced for its template
     * @param awaited hosts that must serve before the desired cells are assigned to them
     * @param answered whether the record is what the spec asks for, as far as no host is awaited
     * @param repartitioned whether this reconcile changed cells, other than by recovering them
     */
    record Work(Optional<String> rolling, Set<String> awaited, boolean answered, boolean repartitioned) {

        Work {
            awaited = Set.copyOf(awaited);
        }
    }

    WorldAssessment with(List<WorldProblem> otherProblems, Optional<Duration> deadline) {
        return new WorldAssessment(counts, work, otherProblems, deadline, exposure);
    }

    /** Why the controller does nothing further until the spec or the cluster changes. */
    Optional<WorldProblem> stall() {
        return problems.stream().filter(WorldAssessment::stalls).findFirst();
    }

    private static boolean stalls(WorldProblem problem) {
        return switch (problem) {
            case WorldProblem.SpecRefused refused -> true;
            case WorldProblem.TopologyInvalid invalid -> true;
            case WorldProblem.ForeignChildren foreign -> foreign.blocks();
            case WorldProblem.NoProgress noProgress -> true;
            case WorldProblem.HostRefused refused -> false;
            case WorldProblem.HostNotStarting notStarting -> false;
            case WorldProblem.CellFailed failed -> false;
            case WorldProblem.KafkaUnavailable unavailable -> false;
            case WorldProblem.NotExposed notExposed -> false;
            case WorldProblem.ExposureNotRemoved notRemoved -> false;
            case WorldProblem.TopicMisconfigured misconfigured -> false;
        };
    }

    /** Why the spec cannot be met at all. */
    Optional<WorldProblem> refusal() {
        return stall().filter(problem -> !(problem instanceof WorldProblem.NoProgress));
    }

    boolean isReady() {
        return counts.whole() && work.answered() && refusal().isEmpty();
    }

    /** Whether something is still to be done, if nothing stalls it. */
    boolean isUnfinished() {
        return !isReady() || work.rolling().isPresent() || !work.awaited().isEmpty();
    }

    boolean isProgressing() {
        return isUnfinished() && stall().isEmpty();
    }

    /** The first problem of a host, a cell or Kafka. */
    Optional<WorldProblem> cause() {
        return causesInOrder().findFirst();
    }

    /** The message of the first problem of a host, a cell or Kafka, and how many more there are; empty for none. */
    String causes() {
        var more = causesInOrder().count() - 1;
        return cause().map(WorldProblem::message).orElse("") + (more > 0 ? "; and " + more + " more" : "");
    }

    /** {@code text}, and the problems of hosts, cells and Kafka behind it. */
    String withCauses(String text) {
        return cause().isEmpty() ? text : text + "; " + causes();
    }

    /** {@code text}, and what an operator has to do although all cells run. */
    String withWarnings(String text) {
        return Stream.concat(
                        Stream.of(text),
                        problems.stream().filter(WorldAssessment::warns).map(WorldProblem::message))
                .collect(Collectors.joining("; "));
    }

    private static boolean warns(WorldProblem problem) {
        return problem instanceof WorldProblem.TopicMisconfigured
                || problem instanceof WorldProblem.NotExposed
                || problem instanceof WorldProblem.ExposureNotRemoved
                || (problem instanceof WorldProblem.ForeignChildren foreign && !foreign.blocks());
    }

    private Stream<WorldProblem> causesInOrder() {
        return problems.stream().filter(problem -> !stalls(problem));
    }

    /** What is being done now, or would be. */
    String activity() {
        var waiting = work.awaited().isEmpty() ? "" : "waiting for " + String.join(", ", new TreeSet<>(work.awaited()));
        if (work.rolling().isPresent()) {
            return "replacing host " + work.rolling().get() + (waiting.isEmpty() ? "" : "; " + waiting);
        }
        return waiting.isEmpty() ? counts.text() : waiting;
    }
}
