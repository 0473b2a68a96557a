package io.fleetforge.ffctl.cli;

import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.ffctl.cluster.Cluster;
import io.fleetforge.ffctl.cluster.ClusterObjects;
import io.fleetforge.ffctl.cluster.JaegerSpans;
import io.fleetforge.ffctl.cluster.SourceResult;
import io.fleetforge.ffctl.cluster.SpanFile;
import io.fleetforge.ffctl.cluster.TimelineReader;
import io.fleetforge.ffctl.cluster.TimelineSource;
import io.fleetforge.ffctl.render.Ages;
import io.fleetforge.ffctl.timeline.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the timeline of one correlation id. */
@Command(
        name = "trace",
        mixinStandardHelpOptions = true,
        description = {
            "Print the timeline of one correlation id across the services: log lines, Kubernetes objects and Events, spans.",
            "The id is in log field correlation_id, in annotation fleetforge.io/correlation-id, in response header"
                    + " X-Correlation-Id."
        })
final class TraceCommand extends ClusterCommand {

    private static final Duration PROGRESS_EVERY = Duration.ofSeconds(2);
    private static final int MEBIBYTE = 1024 * 1024;

    @Parameters(paramLabel = "CORRELATION-ID", description = "1 to 64 letters, digits and dashes")
    String candidate;

    @Option(
            names = "--jaeger",
            paramLabel = "URL",
            description = "Jaeger's query API (default: $FFCTL_JAEGER, or the one of the local platform)")
    @Nullable
    String jaeger;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            defaultValue = "1d",
            description = "read entries of this time (default: ${DEFAULT-VALUE})")
    Duration since;

    @Option(
            names = "--max-bytes",
            paramLabel = "BYTES",
            defaultValue = "33554432",
            description = "of one log at most (default: ${DEFAULT-VALUE})")
    int maxBytes;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "skip sources that need longer (default: ${DEFAULT-VALUE})")
    Duration timeout;

    @Override
    void check() {
        id();
        if (maxBytes < MEBIBYTE) {
            throw wrongUse("--max-bytes must be at least " + MEBIBYTE);
        }
    }

    private CorrelationId id() {
        return CorrelationId.parse(candidate)
                .orElseThrow(() -> wrongUse("a correlation id matches [A-Za-z0-9-]{1,64}; this one does not"));
    }

    @Override
    int run(Cluster cluster) throws InterruptedException {
        var result = TimelineReader.readAll(sources(cluster), timeout, progress());
        var timeline = Timeline.merge(id(), List.of(result.lines()));
        result.notes().forEach(note -> note("note: " + note));
        if (timeline.isEmpty()) {
            notFound(result);
            return ExitCode.FOUND;
        }
        print(timeline.table(), timeline.view(result.notes()));
        return ExitCode.OK;
    }

    private List<TimelineSource> sources(Cluster cluster) {
        var now = main.clock.instant();
        var from = now.minus(since);
        var sources = new ArrayList<TimelineSource>();
        sources.add(new ClusterObjects(cluster, scopeOrAll(), id()));
        spans(cluster, from, now).ifPresent(sources::add);
        sources.addAll(new TimelineReader(cluster, scopeOrAll(), id()).logs(from, maxBytes));
        return sources;
    }

    /** Jaeger where there is one, else the file that the local platform writes. */
    private Optional<TimelineSource> spans(Cluster cluster, Instant from, Instant to) {
        var local = cluster.local();
        var url = address(jaeger, "FFCTL_JAEGER", local.flatMap(platform -> platform.jaeger()));
        return url.<TimelineSource>map(address -> new JaegerSpans(address, id(), from, to))
                .or(() -> local.map(platform -> new SpanFile(platform.spans(), id())));
    }

    private TimelineReader.Progress progress() {
        var start = main.clock.instant();
        return new TimelineReader.Progress() {
            private Instant spoken = start;

            @Override
            public synchronized void read(int done, int all) {
                var now = main.clock.instant();
                if (Duration.between(spoken, now).compareTo(PROGRESS_EVERY) >= 0) {
                    spoken = now;
                    note(String.format(Locale.ROOT, "… read %d of %d sources", done, all));
                }
            }
        };
    }

    private void notFound(SourceResult result) {
        if (json()) {
            print(List.of(), new Timeline.View(id().value(), List.of(), result.notes()));
        }
        note("nothing was found under " + id() + " in the last " + Ages.format(since) + " (--since).");
        note("Logs are deleted with their pods, and nodes keep only the last megabytes of each; Events stay one hour.");
        note("A derived id is like gen-6f1c2a3b-4d5e-2 (part of the world's UID, generation); a malformed one was");
        note("replaced at the edge: the response header X-Correlation-Id has the one in use.");
    }
}
