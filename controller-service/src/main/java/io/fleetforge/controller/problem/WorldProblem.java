package io.fleetforge.controller.problem;

import io.fleetforge.contracts.crd.SpecDuration;
import io.fleetforge.contracts.topic.TopicDifference;
import io.fleetforge.controller.hosts.StartProblem;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What keeps a world from its spec. Each one is named in a condition, and by an Event when it begins.
 */
public sealed interface WorldProblem {

    /** CamelCase, as in conditions and Events. */
    String reason();

    /** For an operator: what is wrong, with the message of the cause, and the next step where there is one. */
    String message();

    /** What it is about; the problem has begun when no problem of this key was there before. */
    default String key() {
        return reason();
    }

    /** The spec cannot be met. */
    record SpecRefused(String message) implements WorldProblem {
        @Override
        public String reason() {
            return "SpecRefused";
        }
    }

    /**
     * The next topology breaks an invariant and was not written: a defect of the controller, or a record edited by hand.
     *
     * @param revision that was planned
     */
    record TopologyInvalid(long revision, String violation) implements WorldProblem {
        @Override
        public String reason() {
            return "TopologyInvalid";
        }

        @Override
        public String message() {
            return String.format(
                    Locale.ROOT,
                    "revision %d of the topology is not written: %s; hosts continue with the one before. A record edited by hand is"
                            + " built anew when it is deleted (kubectl delete worldtopology)",
                    revision,
                    violation);
        }
    }

    /**
     * Objects of the world's names belong to another owner.
     *
     * @param blocks whether a record or a host cannot be written for them
     */
    record ForeignChildren(String message, boolean blocks) implements WorldProblem {
        @Override
        public String reason() {
            return "ForeignChildren";
        }
    }

    /** The world has come no nearer to its spec for {@code deadline}. */
    record NoProgress(Duration deadline, String waitingFor) implements WorldProblem {

        /** As a Deployment's. */
        public static final String REASON = "ProgressDeadlineExceeded";

        @Override
        public String reason() {
            return REASON;
        }

        @Override
        public String message() {
            return String.format(
                    Locale.ROOT,
                    "no progress for %s (spec.progressDeadline): %s",
                    SpecDuration.format(deadline),
                    waitingFor);
        }
    }

    /** The API server refused the create of a host pod. */
    record HostRefused(String host, String message) implements WorldProblem {
        @Override
        public String reason() {
            return "HostRefused";
        }

        @Override
        public String key() {
            return reason() + " " + host;
        }
    }

    /** A host has a pod whose process does not run. */
    record HostNotStarting(String host, StartProblem problem) implements WorldProblem {
        @Override
        public String reason() {
            return "HostNotStarting";
        }

        @Override
        public String message() {
            return "host " + host + " does not run (" + problem.kind().reason() + "): " + problem.message();
        }

        @Override
        public String key() {
            return reason() + " " + host + " " + problem.kind().reason();
        }
    }

    /** A cell ended with an error in its tick. */
    record CellFailed(String cell, String host) implements WorldProblem {
        @Override
        public String reason() {
            return "CellFailed";
        }

        @Override
        public String message() {
            return "cell " + cell + " on host " + host + " failed; the host's log has the error";
        }

        @Override
        public String key() {
            return reason() + " " + cell;
        }
    }

    /** Kafka does not take the topology, so that the hosts do not learn of it. */
    record KafkaUnavailable(long revision) implements WorldProblem {
        @Override
        public String reason() {
            return "KafkaUnavailable";
        }

        @Override
        public String message() {
            return String.format(
                    Locale.ROOT,
                    "revision %d of the topology is not on Kafka yet; hosts continue with the one before",
                    revision);
        }
    }

    /**
     * Players outside the cluster cannot reach a host by {@code spec.exposure}; inside it they can.
     *
     * @param object that is missing or not accepted
     */
    record NotExposed(String object, String message) implements WorldProblem {
        @Override
        public String reason() {
            return "NotExposed";
        }

        @Override
        public String key() {
            return reason() + " " + object;
        }
    }

    /**
     * An object of an earlier {@code spec.exposure} is still there.
     *
     * @param object that cannot be deleted, or listed
     */
    record ExposureNotRemoved(String object, String message) implements WorldProblem {
        @Override
        public String reason() {
            return "ExposureNotRemoved";
        }

        @Override
        public String key() {
            return reason() + " " + object;
        }
    }

    /** Topics that worlds depend on are not as declared; the hosts continue. */
    record TopicMisconfigured(List<TopicDifference> differences) implements WorldProblem {
        public TopicMisconfigured {
            differences = List.copyOf(differences);
            if (differences.isEmpty()) {
                throw new IllegalArgumentException("differences must not be empty");
            }
        }

        @Override
        public String reason() {
            return "TopicMisconfigured";
        }

        @Override
        public String message() {
            var first = differences.stream()
                    .filter(TopicDifference::canLoseState)
                    .findFirst()
                    .orElse(differences.getFirst());
            var more = differences.size() - 1;
            return first.message() + (more > 0 ? "; and " + more + " more" : "");
        }

        @Override
        public String key() {
            return differences.stream()
                    .map(TopicDifference::entryName)
                    .sorted()
                    .collect(Collectors.joining(" ", reason() + " ", ""));
        }
    }
}
