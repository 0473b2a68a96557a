package io.fleetforge.node;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import org.jspecify.annotations.Nullable;

/** How a container ended, from the status that an earlier agent wrote. Pure. */
final class ExitStatuses {

    static final String UNKNOWN = "ContainerStatusUnknown";
    static final String UNKNOWN_MESSAGE =
            "exit code unknown: the process was started by an earlier node agent, and only the parent learns it";

    private static final int UNKNOWN_EXIT = 137;

    private ExitStatuses() {}

    /**
     * The last end, or null when there was none.
     *
     * @param lost whether the process record is gone: a running container has then ended unobserved
     */
    static @Nullable ContainerState last(ContainerStatus known, boolean lost) {
        var state = known.getState();
        if (state != null && state.getTerminated() != null) {
            return state;
        }
        if (state != null && state.getRunning() != null && lost) {
            return new ContainerStateBuilder()
                    .withNewTerminated()
                    .withExitCode(UNKNOWN_EXIT)
                    .withReason(UNKNOWN)
                    .withMessage(UNKNOWN_MESSAGE)
                    .withStartedAt(state.getRunning().getStartedAt())
                    .endTerminated()
                    .build();
        }
        var before = known.getLastState();
        return before != null && before.getTerminated() != null ? before : null;
    }
}
