package io.fleetforge.alert.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A node of the route tree in the file; null values are inherited. */
record RouteFile(
        @Nullable Text receiver,
        @Nullable List<Text> groupBy,
        @Nullable Text groupWait,
        @Nullable Text groupInterval,
        @Nullable Text repeatInterval,
        @Nullable List<Text> matchers,
        @Nullable Map<String, Text> match,
        @Nullable Map<String, Text> matchRe,
        @JsonProperty("continue") boolean continues,
        @Nullable List<Text> muteTimeIntervals,
        @Nullable List<Text> activeTimeIntervals,
        @Nullable List<RouteFile> routes) {}
