package io.fleetforge.alert.config;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The whole file. What only Alertmanager itself would use is read over: {@code global}, {@code templates}, {@code tracing}. */
@JsonIgnoreProperties({"global", "templates", "tracing"})
record RoutingFile(
        RouteFile route,
        List<ReceiverFile> receivers,
        @Nullable List<InhibitFile> inhibitRules,
        @Nullable List<IntervalFile> timeIntervals,
        @Nullable List<IntervalFile> muteTimeIntervals) {

    /** A receiver; how it is reached is read by who sends. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record ReceiverFile(Text name) {
        ReceiverFile {
            if (name == null) {
                throw new IllegalArgumentException("a receiver has a name");
            }
        }
    }

    /** What inhibits what. */
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
