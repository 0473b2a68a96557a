package io.fleetforge.controller.world;

import io.fleetforge.contracts.crd.WorldSpecStatus;
import io.fleetforge.controller.problem.WorldProblem;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The problems of each world that an Event has named. After a restart those that the status names count as reported. Thread-safe.
 */
@Singleton
final class ReportedProblems implements WorldScoped {

    private final Map<String, Set<String>> keys = new ConcurrentHashMap<>();

    /**
     * Which of {@code problems} have begun; they count as reported.
     *
     * @param before the stored status
     */
    List<WorldProblem> begun(String worldUid, @Nullable WorldSpecStatus before, List<WorldProblem> problems) {
        var now = problems.stream().map(WorldProblem::key).collect(Collectors.toUnmodifiableSet());
        var known = now.isEmpty() ? keys.remove(worldUid) : keys.put(worldUid, now);
        return problems.stream()
                .filter(problem -> known == null ? !isNamed(before, problem) : !known.contains(problem.key()))
                .toList();
    }

    @Override
    public void forgetWorld(String worldUid) {
        keys.remove(worldUid);
    }

    private static boolean isNamed(@Nullable WorldSpecStatus status, WorldProblem problem) {
        return status != null
                && status.conditions() != null
                && status.conditions().stream()
                        .anyMatch(condition -> condition.getMessage().contains(problem.message()));
    }
}
