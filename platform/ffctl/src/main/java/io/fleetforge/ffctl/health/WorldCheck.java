package io.fleetforge.ffctl.health;

import io.fabric8.kubernetes.api.model.Condition;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.ffctl.render.Ages;
import io.fleetforge.ffctl.render.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether worlds are in the state of their specs. */
final class WorldCheck {

    /** A world that is not Ready for this time is no longer starting, splitting or recovering. */
    static final Duration READY_WITHIN = Duration.ofSeconds(60);

    private WorldCheck() {}

    static List<CheckResult> worlds(Observed<WorldSpec> observed, Instant now) {
        return observed.check("worlds", worlds -> {
            var checks = new ArrayList<CheckResult>();
            worlds.forEach(world -> world(world, now).ifPresent(checks::add));
            return checks.isEmpty()
                    ? List.of(CheckResult.ok("worlds", Counts.format(worlds.size(), "world") + ", all Ready"))
                    : checks;
        });
    }

    private static Optional<CheckResult> world(WorldSpec world, Instant now) {
        var deleted = Ages.parse(world.getMetadata().getDeletionTimestamp());
        if (deleted.isPresent()) {
            var age = Duration.between(deleted.get(), now);
            return age.compareTo(READY_WITHIN) < 0
                    ? Optional.empty()
                    : Optional.of(CheckResult.warn(
                            "worlds",
                            name(world),
                            "being deleted for " + Ages.format(age),
                            Runbook.FLEETFORGE_LEADERLESS));
        }
        if (isTrue(world, "Stalled")) {
            return Optional.of(CheckResult.bad(
                    "worlds",
                    name(world),
                    "Stalled: " + message(world, "Stalled"),
                    cells(world) > 0 ? Runbook.WORLD_NOT_READY : Runbook.WORLD_STUCK_STARTING));
        }
        if (isTrue(world, "Degraded")) {
            return Optional.of(CheckResult.bad(
                    "worlds", name(world), "Degraded: " + message(world, "Degraded"), Runbook.WORLD_NOT_READY));
        }
        return isTrue(world, "Ready") ? Optional.empty() : Optional.of(starting(world, now));
    }

    private static CheckResult starting(WorldSpec world, Instant now) {
        var age = notReadyFor(world, now);
        var observed = condition(world, "Ready") == null
                ? "not reconciled for " + Ages.format(age)
                : "not Ready for " + Ages.format(age) + ": " + message(world, "Ready");
        return age.compareTo(READY_WITHIN) < 0
                ? CheckResult.warn("worlds", name(world), observed, Runbook.WORLD_STUCK_STARTING)
                : CheckResult.bad("worlds", name(world), observed, Runbook.WORLD_STUCK_STARTING);
    }

    static List<CheckResult> cells(Observed<WorldSpec> observed, Instant now) {
        return observed.check("cells", worlds -> {
            var checks = new ArrayList<CheckResult>();
            worlds.stream()
                    .filter(world -> readyCells(world) < cells(world))
                    .forEach(world -> checks.add(pending(world, now)));
            var all = worlds.stream().mapToInt(WorldCheck::cells).sum();
            return checks.isEmpty()
                    ? List.of(CheckResult.ok("cells", Counts.format(all, "cell") + ", all run"))
                    : checks;
        });
    }

    private static CheckResult pending(WorldSpec world, Instant now) {
        var observed = readyCells(world) + " of " + cells(world) + " cells run";
        return notReadyFor(world, now).compareTo(READY_WITHIN) < 0
                ? CheckResult.warn("cells", name(world), observed, Runbook.CELLS_PENDING)
                : CheckResult.bad("cells", name(world), observed, Runbook.CELLS_PENDING);
    }

    static List<CheckResult> scaling(Observed<WorldSpec> observed) {
        return observed.check("scaling", worlds -> {
            var limited = worlds.stream()
                    .filter(world -> isTrue(world, "ScalingLimited"))
                    .map(world -> CheckResult.warn(
                            "scaling",
                            name(world),
                            reason(world, "ScalingLimited") + ": " + message(world, "ScalingLimited"),
                            Runbook.SCALING_LIMITED))
                    .toList();
            return limited.isEmpty() ? List.of(CheckResult.ok("scaling", "no world is limited")) : limited;
        });
    }

    static boolean isTrue(WorldSpec world, String type) {
        var condition = condition(world, type);
        return condition != null && "True".equals(condition.getStatus());
    }

    private static Duration notReadyFor(WorldSpec world, Instant now) {
        var ready = condition(world, "Ready");
        return Ages.parse(ready == null ? world.getMetadata().getCreationTimestamp() : ready.getLastTransitionTime())
                .map(since -> Duration.between(since, now))
                .orElse(Duration.ZERO);
    }

    private static @Nullable Condition condition(WorldSpec world, String type) {
        return world.getStatus() == null ? null : world.getStatus().condition(type);
    }

    private static String message(WorldSpec world, String type) {
        var condition = condition(world, type);
        return condition == null ? "" : Objects.requireNonNullElse(condition.getMessage(), "");
    }

    private static String reason(WorldSpec world, String type) {
        var condition = condition(world, type);
        return condition == null ? "" : Objects.requireNonNullElse(condition.getReason(), "");
    }

    private static int cells(WorldSpec world) {
        return world.getStatus() == null
                ? 0
                : Objects.requireNonNullElse(world.getStatus().cells(), 0);
    }

    private static int readyCells(WorldSpec world) {
        return world.getStatus() == null
                ? 0
                : Objects.requireNonNullElse(world.getStatus().readyCells(), 0);
    }

    private static String name(WorldSpec world) {
        return world.getMetadata().getNamespace() + "/" + world.getMetadata().getName();
    }
}
