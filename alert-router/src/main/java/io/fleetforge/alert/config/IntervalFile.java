package io.fleetforge.alert.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A named time as it stands in the file. */
record IntervalFile(Text name, @Nullable List<Part> timeIntervals) {

    IntervalFile {
        if (name == null) {
            throw new IllegalArgumentException("a time interval has a name");
        }
    }

    /** One of the times that a name stands for. */
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
