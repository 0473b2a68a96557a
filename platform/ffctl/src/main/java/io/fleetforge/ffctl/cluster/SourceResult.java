package io.fleetforge.ffctl.cluster;

import io.fleetforge.ffctl.timeline.TimelineEntry;
import java.util.List;

/**
 * What was read from a source.
 *
 * @param notes what could not be read
 */
public record SourceResult(List<TimelineEntry> lines, List<String> notes) {

    public SourceResult {
        lines = List.copyOf(lines);
        notes = List.copyOf(notes);
    }

    static SourceResult lines(List<TimelineEntry> lines) {
        return new SourceResult(lines, List.of());
    }

    static SourceResult nothing(String reason) {
        return new SourceResult(List.of(), List.of(reason));
    }
}
