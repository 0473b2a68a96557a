package io.fleetforge.controller.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fleetforge.controller.hosts.StartProblem;
import io.fleetforge.controller.hosts.StartProblem.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads from a pod why its process does not run. */
final class StartProblemReader {

    private static final Set<String> IMAGE = Set.of(
            "ErrImagePull",
            "ImagePullBackOff",
            "InvalidImageName",
            "ErrImageNeverPull",
            "ImageInspectError",
            "RegistryUnavailable");
    private static final Set<String> CONFIGURATION = Set.of(
            "CreateContainerConfigError",
            "CreateContainerError",
            "RunContainerError",
            "PreCreateHookError",
            "PostStartHookError");
    private static final String BACK_OFF = "CrashLoopBackOff";
    private static final String OOM_KILLED = "OOMKilled";
    private static final String FAILED = "Failed";

    /** The kubelet repeats the registry's answer behind this, in the back-off too. */
    private static final String PULL_ERROR = "ErrImagePull: ";

    private StartProblemReader() {}

    /** Empty for a pod that is being deleted: its process shall end. */
    static Optional<StartProblem> read(Pod pod) {
        var status = pod.getStatus();
        if (status == null || pod.getMetadata().getDeletionTimestamp() != null) {
            return Optional.empty();
        }
        var isOver = FAILED.equals(status.getPhase());
        return rejected(status)
                .or(() -> unschedulable(status))
                .or(() -> containers(status)
                        .flatMap(container -> read(container, isOver).stream())
                        .findFirst());
    }

    /** The kubelet evicted the pod, or did not admit it: OutOfcpu, UnexpectedAdmissionError, NodeAffinity. */
    private static Optional<StartProblem> rejected(PodStatus status) {
        if ("Evicted".equals(status.getReason())) {
            return Optional.of(new StartProblem(Kind.EVICTED, text(status.getMessage(), "the node evicted the pod")));
        }
        return FAILED.equals(status.getPhase()) && status.getReason() != null
                ? Optional.of(new StartProblem(
                        Kind.REJECTED,
                        status.getReason() + ": " + text(status.getMessage(), "the node gives no message")))
                : Optional.empty();
    }

    private static Optional<StartProblem> unschedulable(PodStatus status) {
        return Stream.ofNullable(status.getConditions())
                .flatMap(List::stream)
                .filter(condition -> "PodScheduled".equals(condition.getType())
                        && "False".equals(condition.getStatus())
                        && "Unschedulable".equals(condition.getReason()))
                .findFirst()
                .map(condition ->
                        new StartProblem(Kind.UNSCHEDULABLE, text(condition.getMessage(), "no node takes the pod")));
    }

    private static Stream<ContainerStatus> containers(PodStatus status) {
        return Stream.of(status.getInitContainerStatuses(), status.getContainerStatuses())
                .filter(Objects::nonNull)
                .flatMap(List::stream);
    }

    /**
     * @param isOver whether the kubelet starts no container of the pod again: else one that ended just now will run in a moment
     */
    private static Optional<StartProblem> read(ContainerStatus container, boolean isOver) {
        var state = container.getState();
        if (state == null) {
            return Optional.empty();
        }
        var waiting = state.getWaiting();
        if (waiting != null && waiting.getReason() != null) {
            return waiting(container, waiting);
        }
        return isOver ? ended(state.getTerminated()) : outOfMemory(container);
    }

    /** One that starts again after it exceeded its limit: the first restart has no back-off. */
    private static Optional<StartProblem> outOfMemory(ContainerStatus container) {
        return !Boolean.FALSE.equals(container.getStarted()) || container.getLastState() == null
                ? Optional.empty()
                : ended(container.getLastState().getTerminated())
                        .filter(problem -> problem.kind() == Kind.OUT_OF_MEMORY);
    }

    private static Optional<StartProblem> waiting(ContainerStatus container, ContainerStateWaiting waiting) {
        if (IMAGE.contains(waiting.getReason())) {
            return Optional.of(new StartProblem(
                    Kind.IMAGE_PULL,
                    "image %s cannot be pulled%s".formatted(container.getImage(), pullError(waiting.getMessage()))));
        }
        if (CONFIGURATION.contains(waiting.getReason())) {
            return Optional.of(new StartProblem(Kind.CONFIGURATION, text(waiting.getMessage(), waiting.getReason())));
        }
        if (!waiting.getReason().equals(BACK_OFF)) {
            return Optional.empty();
        }
        var last = container.getLastState() == null
                ? Optional.<StartProblem>empty()
                : ended(container.getLastState().getTerminated());
        return last.or(() -> Optional.of(new StartProblem(Kind.CRASH_LOOP, "the process ends again and again")));
    }

    /** What the process ended with; one that ended in order is no problem. */
    private static Optional<StartProblem> ended(@Nullable ContainerStateTerminated end) {
        if (end == null || (end.getExitCode() != null && end.getExitCode() == 0)) {
            return Optional.empty();
        }
        if (OOM_KILLED.equals(end.getReason())) {
            return Optional.of(new StartProblem(
                    Kind.OUT_OF_MEMORY, "the process exceeded its memory limit (spec.capacity.resources.memory)"));
        }
        return Optional.of(new StartProblem(
                Kind.CRASH_LOOP,
                String.format(
                        Locale.ROOT,
                        "the process ended with exit code %d; its log has the cause",
                        end.getExitCode() == null ? -1 : end.getExitCode())));
    }

    /** The registry's answer, without the text of the back-off; empty when the kubelet does not name them. */
    private static String pullError(@Nullable String message) {
        if (message == null || (message.startsWith("Back-off") && !message.contains(PULL_ERROR))) {
            return "";
        }
        var at = message.indexOf(PULL_ERROR);
        return ": " + (at < 0 ? message : message.substring(at + PULL_ERROR.length()));
    }

    private static String text(@Nullable String message, String otherwise) {
        return message == null || message.isEmpty() ? otherwise : message;
    }
}
