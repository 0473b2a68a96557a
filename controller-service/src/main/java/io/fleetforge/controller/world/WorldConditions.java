package io.fleetforge.controller.world;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fleetforge.contracts.crd.WorldSpecStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds conditions so that a transition time moves only when the status flips. */
final class WorldConditions {

    static final String READY = "Ready";
    static final String PROGRESSING = "Progressing";
    static final String DEGRADED = "Degraded";
    static final String RECONCILING = "Reconciling";
    static final String SCALING_LIMITED = "ScalingLimited";
    static final String STALLED = "Stalled";

    /** Only of a world whose {@code spec.exposure} is not ClusterInternal. */
    static final String EXPOSED = "Exposed";

    private final @Nullable WorldSpecStatus before;
    private final long generation;
    private final Instant now;
    private final List<Condition> conditions = new ArrayList<>();

    WorldConditions(@Nullable WorldSpecStatus before, long generation, Instant now) {
        this.before = before;
        this.generation = generation;
        this.now = now;
    }

    WorldConditions with(String type, Finding finding) {
        var status = finding.holds() ? "True" : "False";
        var previous = before == null ? null : before.condition(type);
        var since = previous != null && Objects.equals(previous.getStatus(), status)
                ? previous.getLastTransitionTime()
                : now.toString();
        conditions.add(new ConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(finding.reason())
                .withMessage(finding.message())
                .withLastTransitionTime(since)
                .withObservedGeneration(generation)
                .build());
        return this;
    }

    /** The previous condition as it is, if there was one. */
    WorldConditions keep(String type) {
        var previous = before == null ? null : before.condition(type);
        if (previous != null) {
            conditions.add(previous);
        }
        return this;
    }

    List<Condition> build() {
        return List.copyOf(conditions);
    }

    /** Whether no controller has written the status: it is absent, or the API server's default. */
    static boolean isPending(@Nullable WorldSpecStatus status) {
        return status == null || status.conditions() == null;
    }

    /** Whether {@code type} is True in {@code status}. */
    static boolean holds(@Nullable WorldSpecStatus status, String type) {
        var condition = status == null ? null : status.condition(type);
        return condition != null && "True".equals(condition.getStatus());
    }
}
