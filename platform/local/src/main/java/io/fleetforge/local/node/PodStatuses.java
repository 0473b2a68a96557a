package io.fleetforge.local.node;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Renders a pod's status from its containers; a condition's time moves only when it flips. */
final class PodStatuses {

    private PodStatuses() {}

    static PodStatus of(
            Pod pod, String address, Instant startedAt, Collection<ContainerRun> runs, @Nullable PodStatus before) {
        var allReady = runs.stream().allMatch(ContainerRun::isReady);
        var phase = phase(pod, runs);
        var conditions = new ArrayList<PodCondition>();
        var known = before == null ? pod.getStatus() : before;
        conditions.add(condition(known, "PodReadyToStartContainers", true));
        conditions.add(condition(known, "Initialized", true));
        conditions.add(condition(known, "ContainersReady", allReady));
        conditions.add(condition(known, "Ready", allReady));
        if (pod.getStatus() != null) {
            pod.getStatus().getConditions().stream()
                    .filter(condition -> condition.getType().equals("PodScheduled"))
                    .forEach(conditions::add);
        }
        return new PodStatusBuilder()
                .withPhase(phase)
                .withPodIP(address)
                .addNewPodIP(address)
                .withHostIP("127.0.0.1")
                .addNewHostIP("127.0.0.1")
                .withStartTime(startedAt.truncatedTo(ChronoUnit.SECONDS).toString())
                .withQosClass(pod.getStatus() == null ? null : pod.getStatus().getQosClass())
                .withConditions(conditions)
                .withContainerStatuses(runs.stream().map(ContainerRun::status).toList())
                .build();
    }

    private static String phase(Pod pod, Collection<ContainerRun> runs) {
        var policy = pod.getSpec().getRestartPolicy();
        if (runs.stream().allMatch(run -> run.isFinished(policy))) {
            return runs.stream().allMatch(ContainerRun::succeeded) ? "Succeeded" : "Failed";
        }
        var begun = runs.stream().allMatch(run -> run.isRunning() || run.restarts() > 0 || run.isFinished(policy));
        return begun ? "Running" : "Pending";
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
