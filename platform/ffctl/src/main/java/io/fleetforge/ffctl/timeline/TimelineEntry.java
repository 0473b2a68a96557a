package io.fleetforge.ffctl.timeline;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * One entry of a correlation id.
 *
 * @param toTheSecond whether the time is known to the second only, as with objects and Events of Kubernetes: it may have been
 *     up to a second later
 * @param service that wrote it
 * @param pod of the service, or the object concerned; empty when unknown
 * @param fields further fields, sorted by name
 */
public record TimelineEntry(
        Instant time,
        boolean toTheSecond,
        Origin origin,
        String service,
        String pod,
        String message,
        Map<String, String> fields) {

    /**
     * The source of an entry. At one moment, earlier origins sort first: an object exists before a log line names it.
     */
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
        Objects.requireNonNull(message, "message");
        fields = Collections.unmodifiableMap(new TreeMap<>(fields));
    }
}
