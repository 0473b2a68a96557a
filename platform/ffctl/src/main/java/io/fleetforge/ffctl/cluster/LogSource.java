package io.fleetforge.ffctl.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.TimeTailPrettyLoggable;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.ffctl.timeline.LogLines;
import io.fleetforge.ffctl.timeline.TimelineEntry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The log of one start of a container, read through the API server. */
final class LogSource implements TimelineSource {

    /**
     * Which log.
     *
     * @param previous of the start before the present one
     */
    record Log(String namespace, String pod, String container, boolean previous) {

        @Override
        public String toString() {
            return namespace + "/" + pod + (previous ? " (previous container)" : "");
        }
    }

    /**
     * How much of it.
     *
     * @param since lines before are not read
     * @param bytes at most, the oldest first
     */
    record Bounds(Instant since, int bytes) {}

    private final Cluster cluster;
    private final Log log;
    private final Bounds bounds;
    private final LogLines reader;

    LogSource(Cluster cluster, Log log, Bounds bounds, CorrelationId id) {
        this.cluster = cluster;
        this.log = log;
        this.bounds = bounds;
        this.reader = new LogLines(id);
    }

    @Override
    public SourceResult read() {
        try (var in = open()) {
            return in == null ? SourceResult.nothing("no log of " + log) : read(in);
        } catch (KubernetesClientException e) {
            return SourceResult.nothing("no log of " + log + ": " + Failures.describe(e));
        } catch (IOException e) {
            return SourceResult.nothing("the log of " + log + " was interrupted: " + e.getMessage());
        }
    }

    private @Nullable InputStream open() {
        var container = cluster.client()
                .pods()
                .inNamespace(log.namespace())
                .withName(log.pod())
                .inContainer(log.container());
        // The client's API has either; both cases are bounded here.
        TimeTailPrettyLoggable bounded = log.previous() ? container.terminated() : container.limitBytes(bounds.bytes());
        return bounded.sinceTime(bounds.since().toString())
                .withReadyWaitTimeout(0)
                .getLogInputStream();
    }

    private SourceResult read(InputStream in) throws IOException {
        var lines = new ArrayList<TimelineEntry>();
        var left = (long) bounds.bytes();
        try (var text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (var line = text.readLine(); line != null && left > 0; line = text.readLine()) {
                left -= line.length() + 1L;
                reader.read(log.pod(), line)
                        .filter(entry -> !entry.time().isBefore(bounds.since()))
                        .ifPresent(lines::add);
            }
        }
        return new SourceResult(
                lines,
                left > 0
                        ? List.of()
                        : List.of("the log of " + log + " is longer than " + bounds.bytes()
                                + " bytes; the rest was not read: --since or --max-bytes"));
    }
}
