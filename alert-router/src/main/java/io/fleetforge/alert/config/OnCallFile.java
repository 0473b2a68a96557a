package io.fleetforge.alert.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of the file about users and schedules, which Alertmanager does not have. */
final class OnCallFile {

    private OnCallFile() {}

    /** An element of {@code users}. */
    record UserFile(Text name, Text receiver) {
        UserFile {
            if (name == null || receiver == null) {
                throw new IllegalArgumentException("users: name and receiver are needed");
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

    /** An element of {@code rotations}. */
    record RotationFile(
            List<Text> users,
            Text shiftLength,
            Text start,
            @Nullable Text timeZone) {
        RotationFile {
            if (users == null || shiftLength == null || start == null) {
                throw new IllegalArgumentException("rotations: users, shift_length and start are needed");
            }
        }
    }

    /** An element of {@code overrides}. */
    record OverrideFile(Text user, Text from, Text until) {
        OverrideFile {
            if (user == null || from == null || until == null) {
                throw new IllegalArgumentException("overrides: user, from and until are needed");
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

    /** An element of {@code steps}. */
    record StepFile(
            @Nullable List<Text> schedules,
            @Nullable List<Text> users,
            Text delay,
            @Nullable List<Text> severities) {
        StepFile {
            if (delay == null) {
                throw new IllegalArgumentException("steps: delay is needed, such as 5m");
            }
        }
    }

    /** An element of {@code heartbeats}. */
    record HeartbeatFile(
            Text name,
            List<Text> matchers,
            Text timeout,
            @Nullable Text severity,
            boolean armedAfterFirst) {
        HeartbeatFile {
            if (name == null || matchers == null || timeout == null) {
                throw new IllegalArgumentException("heartbeats: name, matchers and timeout are needed");
            }
        }
    }
}
