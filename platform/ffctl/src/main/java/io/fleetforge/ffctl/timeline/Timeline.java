package io.fleetforge.ffctl.timeline;

import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.ffctl.render.Counts;
import io.fleetforge.ffctl.render.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The entries of one correlation id, in order of time.
 *
 * @param lines oldest first, without duplicates
 */
public record Timeline(CorrelationId id, List<TimelineEntry> lines) {

    private static final Comparator<TimelineEntry> ORDER = Comparator.comparing(TimelineEntry::time)
            .thenComparing(TimelineEntry::origin)
            .thenComparing(TimelineEntry::service)
            .thenComparing(TimelineEntry::pod);

    /** A timeline as JSON. */
    public record View(String correlationId, List<Entry> lines, List<String> notes) {}

    /** An entry as JSON. */
    public record Entry(
            String time,
            long offsetMs,
            boolean toTheSecond,
            String origin,
            String service,
            String pod,
            String message,
            Map<String, String> fields) {}

    public Timeline {
        Objects.requireNonNull(id, "id");
        lines = List.copyOf(lines);
    }

    /** Merges the entries of several sources; each keeps the order of its entries of the same moment. */
    public static Timeline merge(CorrelationId id, Collection<List<TimelineEntry>> sources) {
        var lines = new ArrayList<TimelineEntry>();
        sources.forEach(lines::addAll);
        return new Timeline(id, lines.stream().distinct().sorted(ORDER).toList());
    }

    public boolean isEmpty() {
        return lines.isEmpty();
    }

    /** A heading and one line for each entry. A {@code ~} marks times that are known to the second only. */
    public List<String> table() {
        var table = new Table("+MS", "SERVICE", "POD", "MESSAGE");
        lines.forEach(line -> table.row(
                (line.toTheSecond() ? "~" : "") + offsetMs(line), line.service(), line.pod(), line.message()));
        var output = new ArrayList<String>();
        output.add(String.format(
                Locale.ROOT,
                "%s: %s of %s, from %s, over %d ms",
                id,
                Counts.format(lines.size(), "line"),
                Counts.format(
                        lines.stream().map(TimelineEntry::service).distinct().count(), "service"),
                lines.getFirst().time(),
                offsetMs(lines.getLast())));
        output.addAll(table.lines());
        return output;
    }

    /**
     * @param notes what could not be read
     */
    public View view(List<String> notes) {
        return new View(
                id.value(),
                lines.stream()
                        .map(line -> new Entry(
                                line.time().toString(),
                                offsetMs(line),
                                line.toTheSecond(),
                                line.origin().name().toLowerCase(Locale.ROOT),
                                line.service(),
                                line.pod(),
                                line.message(),
                                line.fields()))
                        .toList(),
                notes);
    }

    private long offsetMs(TimelineEntry line) {
        return Duration.between(lines.getFirst().time(), line.time()).toMillis();
    }
}
