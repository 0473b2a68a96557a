package io.fleetforge.alert.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An element of {@code time_intervals}. */
record IntervalFile(Text name, @Nullable List<Part> timeIntervals) {

    IntervalFile {
        if (name == null) {
            throw new IllegalArgumentException("time_intervals: a name is needed");
        }
    }

    /** One of the intervals of a name. */
    record Part(
            @Nullable List<Hours> times,
            @Nullable List<Text> weekdays,
            @Nullable List<Text> daysOfMonth,
            @Nullable List<Text> months,
            @Nullable List<Text> years,
            @Nullable Text location) {}

    /** Part of a day. */
    record Hours(Text startTime, Text endTime) {
        Hours {
            if (startTime == null || endTime == null) {
                throw new IllegalArgumentException("times: start_time and end_time are needed");
            }
        }
    }
}
