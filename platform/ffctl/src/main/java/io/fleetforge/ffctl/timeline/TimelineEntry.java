package io.fleetforge.ffctl.timeline;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One thing that happened under an id.
 *
 * @param toTheSecond whether the time is known to the second only, as with objects and Events of Kubernetes: it may have been
 *     up to a second later
 * @param service who tells it
 * @param pod where, or the object that it is about; empty when unknown
 * @param fields more about it, by name
 */
public record TimelineEntry(
        Instant time,
        boolean toTheSecond,
        Origin origin,
        String service,
        String pod,
        String message,
        Map<String, String> fields) {

    /** Where a line was read. Of one moment, the earlier origin is told first: an object is there before somebody speaks of it. */
    public enum Origin {
        OBJECT,
        SPAN,
        LOG,
        EVENT
    }

    public TimelineEntry {
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(pod, "pod");
        Objects.requireNonNull(message, "what");
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
}
