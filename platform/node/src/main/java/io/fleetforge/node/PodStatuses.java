package io.fleetforge.node;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Renders a pod's status from its containers; a condition's time moves only when it flips. */
final class PodStatuses {

    private PodStatuses() {}

    private static final Set<String> OURS =
            Set.of("PodReadyToStartContainers", "Initialized", "ContainersReady", "Ready");

    /** The state of a pod at its worker. */
    record View(Pod pod, String address, Instant startedAt, List<ContainerRun> inits, List<ContainerRun> mains) {}

    /**
     * @param before the status written last; null when this agent has written none yet
     */
    static PodStatus of(View view, @Nullable PodStatus before) {
        var pod = view.pod();
        var allReady = view.mains().stream().allMatch(ContainerRun::isReady);
        var initialized = view.inits().stream().allMatch(ContainerRun::allowsNext)
                || view.mains().stream().anyMatch(ContainerRun::hasStarted);
        var conditions = new ArrayList<PodCondition>();
        var known = before == null ? pod.getStatus() : before;
        conditions.add(condition(known, "PodReadyToStartContainers", true));
        conditions.add(condition(known, "Initialized", initialized));
        conditions.add(condition(known, "ContainersReady", allReady));
        conditions.add(condition(known, "Ready", allReady));
        if (pod.getStatus() != null) {
            pod.getStatus().getConditions().stream()
                    .filter(condition -> !OURS.contains(condition.getType()))
                    .forEach(conditions::add);
        }
        return new PodStatusBuilder()
                .withPhase(phase(view, initialized))
                .withPodIP(view.address())
                .addNewPodIP(view.address())
                .withHostIP("127.0.0.1")
                .addNewHostIP("127.0.0.1")
                .withStartTime(view.startedAt().truncatedTo(ChronoUnit.SECONDS).toString())
                .withQosClass(pod.getStatus() == null ? null : pod.getStatus().getQosClass())
                .withConditions(conditions)
                .withInitContainerStatuses(
                        view.inits().stream().map(ContainerRun::initStatus).toList())
                .withContainerStatuses(
                        view.mains().stream().map(ContainerRun::status).toList())
                .build();
    }

    private static String phase(View view, boolean initialized) {
        if (view.inits().stream().anyMatch(run -> run.isFinished() && !run.succeeded())) {
            return "Failed";
        }
        if (view.mains().stream().allMatch(ContainerRun::isFinished)) {
            return view.mains().stream().allMatch(ContainerRun::succeeded) ? "Succeeded" : "Failed";
        }
        return initialized && view.mains().stream().allMatch(ContainerRun::hasStarted) ? "Running" : "Pending";
    }

    private static PodCondition condition(@Nullable PodStatus before, String type, boolean holds) {
        var status = holds ? "True" : "False";
        List<PodCondition> known = before == null ? List.of() : before.getConditions();
        var since = known.stream()
                .filter(condition -> condition.getType().equals(type))
                .filter(condition -> Objects.equals(condition.getStatus(), status))
                .map(PodCondition::getLastTransitionTime)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        return new PodConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withLastTransitionTime(since)
                .build();
    }
}
