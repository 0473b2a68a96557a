package io.fleetforge.ffctl.cluster;

import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.ffctl.story.SpanLines;
import io.fleetforge.ffctl.story.StoryLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The spans of an id, from the span file of the local platform. */
public final class SpanFile implements StorySource {

    private final Path file;
    private final CorrelationId id;

    public SpanFile(Path file, CorrelationId id) {
        this.file = file;
        this.id = id;
    }

    @Override
    public Told tell() {
        if (!Files.isRegularFile(file)) {
            return Told.nothing("no spans: nobody has sent any yet");
        }
        var reader = new SpanLines(id);
        try (var lines = Files.lines(file)) {
            return Told.lines(lines.map(reader::local)
                    .<StoryLine>flatMap(Optional::stream)
                    .toList());
        } catch (IOException | UncheckedIOException e) {
            return Told.nothing("no spans: " + file.getFileName() + " cannot be read");
        }
    }
}
