package io.fleetforge.alert.config;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fleetforge.alert.config.OnCallFile.HeartbeatFile;
import io.fleetforge.alert.config.OnCallFile.PolicyFile;
import io.fleetforge.alert.config.OnCallFile.ScheduleFile;
import io.fleetforge.alert.config.OnCallFile.UserFile;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The whole file. Settings of Alertmanager itself are ignored: {@code global}, {@code templates}, {@code tracing}. */
@JsonIgnoreProperties({"global", "templates", "tracing"})
record RoutingFile(
        RouteFile route,
        List<ReceiverFile> receivers,
        @Nullable List<InhibitFile> inhibitRules,
        @Nullable List<IntervalFile> timeIntervals,
        @Nullable List<IntervalFile> muteTimeIntervals,
        @Nullable List<UserFile> users,
        @Nullable List<ScheduleFile> schedules,
        @Nullable List<PolicyFile> escalationPolicies,
        @Nullable List<HeartbeatFile> heartbeats) {

    /** An element of {@code inhibit_rules}. */
    record InhibitFile(
            @Nullable Text name,
            @Nullable List<Text> sourceMatchers,
            @Nullable List<Text> targetMatchers,
            @Nullable Map<String, Text> sourceMatch,
            @Nullable Map<String, Text> sourceMatchRe,
            @Nullable Map<String, Text> targetMatch,
            @Nullable Map<String, Text> targetMatchRe,
            @Nullable List<Text> equal) {}
}
