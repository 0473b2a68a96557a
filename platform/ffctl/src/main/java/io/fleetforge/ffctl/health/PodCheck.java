package io.fleetforge.ffctl.health;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fleetforge.contracts.names.Labels;
import io.fleetforge.ffctl.render.Ages;
import io.fleetforge.ffctl.render.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether pods run without crashes. */
final class PodCheck {

    /** A pod that is not ready after this time is no longer starting. */
    static final Duration STARTING = Duration.ofSeconds(60);

    private static final int RESTARTS = 3;
    private static final Duration RECENT = Duration.ofMinutes(10);
    /** Reasons that do not resolve by themselves. */
    private static final Set<String> STUCK_REASONS = Set.of(
            "ErrImagePull",
            "ImagePullBackOff",
            "ErrImageNeverPull",
            "InvalidImageName",
            "CreateContainerConfigError",
            "CreateContainerError",
            "RunContainerError");

    private PodCheck() {}

    static List<CheckResult> crashes(String check, Observed<Pod> observed, Runbook runbook, Instant now) {
        return observed.check(check, pods -> {
            var checks = new ArrayList<CheckResult>();
            pods.forEach(pod -> crash(check, pod, runbook, now).ifPresent(checks::add));
            return checks.isEmpty()
                    ? List.of(CheckResult.ok(check, Counts.format(pods.size(), "pod") + ", none crashes repeatedly"))
                    : checks;
        });
    }

    /** A recovered pod is only worth a warning: a leader that lost its lease exits on purpose. */
    private static Optional<CheckResult> crash(String check, Pod pod, Runbook runbook, Instant now) {
        var inBackOff = containers(pod)
                .filter(container ->
                        waiting(container).filter("CrashLoopBackOff"::equals).isPresent())
                .findFirst();
        var recently = containers(pod)
                .filter(container -> restarts(container) >= RESTARTS && endedRecently(container, now))
                .findFirst();
        return inBackOff
                .or(() -> recently)
                .map(container -> inBackOff.isEmpty() && isReady(pod)
                        ? CheckResult.warn(check, name(pod), describe(container), runbook)
                        : CheckResult.bad(check, name(pod), describe(container), runbook));
    }

    private static String describe(ContainerStatus container) {
        var last = container.getLastState() == null
                ? null
                : container.getLastState().getTerminated();
        return Counts.format(restarts(container), "restart")
                + (last == null ? "" : ", last exit code " + last.getExitCode() + reason(last.getReason()));
    }

    private static boolean endedRecently(ContainerStatus container, Instant now) {
        var last = container.getLastState() == null
                ? null
                : container.getLastState().getTerminated();
        return last != null
                && Ages.parse(last.getFinishedAt())
                        .filter(end -> end.isAfter(now.minus(RECENT)))
                        .isPresent();
    }

    private static int restarts(ContainerStatus container) {
        return Objects.requireNonNullElse(container.getRestartCount(), 0);
    }

    private static String reason(@org.jspecify.annotations.Nullable String reason) {
        return reason == null || reason.equals("Error") ? "" : " (" + reason + ")";
    }

    /** Host pods that are not Ready. A Ready world does not depend on pods that are still starting. */
    static List<CheckResult> hosts(ObservedWorlds observed, Instant now) {
        var ready = observed.worlds().items().stream()
                .filter(world -> WorldCheck.isTrue(world, "Ready"))
                .map(world -> world.getMetadata().getNamespace() + "/"
                        + world.getMetadata().getName())
                .collect(Collectors.toSet());
        return observed.hosts().check("host-pods", pods -> {
            var checks = new ArrayList<CheckResult>();
            pods.stream()
                    .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null && !isReady(pod))
                    .forEach(pod -> checks.add(notReady(pod, ready.contains(world(pod)), now)));
            return checks.isEmpty()
                    ? List.of(CheckResult.ok(
                            "host-pods",
                            Counts.format(pods.size(), "pod") + ", all that are not being deleted are ready"))
                    : checks;
        });
    }

    private static CheckResult notReady(Pod pod, boolean worldReady, Instant now) {
        var stuck = stuck(pod);
        var age = Ages.parse(pod.getMetadata().getCreationTimestamp())
                .map(created -> Duration.between(created, now))
                .orElse(Duration.ZERO);
        if (stuck.isPresent()) {
            return worldReady
                    ? CheckResult.warn("host-pods", name(pod), stuck.get(), Runbook.CELLS_PENDING)
                    : CheckResult.bad("host-pods", name(pod), stuck.get(), Runbook.WORLD_STUCK_STARTING);
        }
        var observed = "not ready, " + Ages.format(age) + " old";
        return age.compareTo(STARTING) < 0 || worldReady
                ? CheckResult.warn("host-pods", name(pod), observed, Runbook.CELLS_PENDING)
                : CheckResult.bad("host-pods", name(pod), observed, Runbook.HOST_DOWN);
    }

    /** Why it cannot start at all. */
    private static Optional<String> stuck(Pod pod) {
        var container = containers(pod)
                .filter(status ->
                        waiting(status).filter(STUCK_REASONS::contains).isPresent())
                .findFirst()
                .map(status -> status.getState().getWaiting().getReason() + ": "
                        + Objects.requireNonNullElse(
                                status.getState().getWaiting().getMessage(), status.getImage()));
        return container.or(() -> conditions(pod)
                .filter(condition ->
                        condition.getType().equals("PodScheduled") && "Unschedulable".equals(condition.getReason()))
                .findFirst()
                .map(condition -> "Unschedulable: " + condition.getMessage()));
    }

    private static boolean isReady(Pod pod) {
        return conditions(pod)
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
    }

    private static Optional<String> waiting(ContainerStatus container) {
        return container.getState() == null || container.getState().getWaiting() == null
                ? Optional.empty()
                : Optional.ofNullable(container.getState().getWaiting().getReason());
    }

    private static Stream<ContainerStatus> containers(Pod pod) {
        return pod.getStatus() == null
                ? Stream.empty()
                : Stream.ofNullable(pod.getStatus().getContainerStatuses()).flatMap(List::stream);
    }

    private static Stream<PodCondition> conditions(Pod pod) {
        return pod.getStatus() == null
                ? Stream.empty()
                : Stream.ofNullable(pod.getStatus().getConditions()).flatMap(List::stream);
    }

    private static String name(Pod pod) {
        return pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
    }

    private static String world(Pod pod) {
        var labels = pod.getMetadata().getLabels();
        return pod.getMetadata().getNamespace() + "/" + (labels == null ? "" : labels.get(Labels.WORLD));
    }
}
