package io.fleetforge.ffctl.cluster;

import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.ffctl.timeline.SpanLines;
import io.fleetforge.ffctl.timeline.TimelineEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The spans of an id, from the span file of the local platform. */
public final class SpanFile implements TimelineSource {

    private final Path file;
    private final CorrelationId id;

    public SpanFile(Path file, CorrelationId id) {
        this.file = file;
        this.id = id;
    }

    @Override
    public SourceResult read() {
        if (!Files.isRegularFile(file)) {
            return SourceResult.nothing("no spans: none were received yet");
        }
        var reader = new SpanLines(id);
        try (var lines = Files.lines(file)) {
            return SourceResult.lines(lines.map(reader::local)
                    .<TimelineEntry>flatMap(Optional::stream)
                    .toList());
        } catch (IOException | UncheckedIOException e) {
            return SourceResult.nothing("no spans: " + file.getFileName() + " cannot be read");
        }
    }
}
