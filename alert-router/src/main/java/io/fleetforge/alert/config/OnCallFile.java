package io.fleetforge.alert.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the file says about people; Alertmanager knows nothing of it. */
final class OnCallFile {

    private OnCallFile() {}

    /** An element of {@code people}. */
    record PersonFile(Text name, Text receiver) {
        PersonFile {
            if (name == null || receiver == null) {
                throw new IllegalArgumentException("people: name and receiver are needed");
            }
        }
    }

    /** An element of {@code schedules}. */
    record ScheduleFile(
            Text name,
            @Nullable List<RotationFile> rotations,
            @Nullable List<OverrideFile> overrides) {
        ScheduleFile {
            if (name == null) {
                throw new IllegalArgumentException("schedules: a name is needed");
            }
        }
    }

    /** Who takes turns. */
    record RotationFile(
            List<Text> people,
            Text turn,
            Text first,
            @Nullable Text location) {
        RotationFile {
            if (people == null || turn == null || first == null) {
                throw new IllegalArgumentException("rotations: people, turn and first are needed");
            }
        }
    }

    /** Who takes somebody else's time. */
    record OverrideFile(Text person, Text from, Text until) {
        OverrideFile {
            if (person == null || from == null || until == null) {
                throw new IllegalArgumentException("overrides: person, from and until are needed");
            }
        }
    }

    /** An element of {@code escalation_policies}. */
    record PolicyFile(
            Text name, List<StepFile> steps, @Nullable Text repeats) {
        PolicyFile {
            if (name == null || steps == null) {
                throw new IllegalArgumentException("escalation_policies: name and steps are needed");
            }
        }
    }

    /** One step of a policy. */
    record StepFile(
            @Nullable List<Text> schedules,
            @Nullable List<Text> people,
            Text patience,
            @Nullable List<Text> severities) {
        StepFile {
            if (patience == null) {
                throw new IllegalArgumentException("steps: patience is needed, such as 5m");
            }
        }
    }

    /** An element of {@code heartbeats}. */
    record DeadManFile(
            Text name,
            List<Text> matchers,
            Text after,
            @Nullable Text severity,
            @JsonProperty("armed_after_first") boolean isOnceHeard) {
        DeadManFile {
            if (name == null || matchers == null || after == null) {
                throw new IllegalArgumentException("heartbeats: name, matchers and after are needed");
            }
        }
    }
}
