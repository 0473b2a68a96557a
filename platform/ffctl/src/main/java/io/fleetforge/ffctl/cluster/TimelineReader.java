package io.fleetforge.ffctl.cluster;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.names.Labels;
import io.fleetforge.ffctl.timeline.TimelineEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Reads all sources of a timeline, several at a time, and skips those that exceed the deadline. */
public final class TimelineReader {

    /** Enough to be quick, few enough to spare an API server under stress. */
    private static final int CONCURRENT_SOURCES = 8;

    private static final String OURS = "fleetforge-";

    /** Called after each source. */
    public interface Progress {
        void read(int done, int all);
    }

    private final Cluster cluster;
    private final Scope scope;
    private final CorrelationId id;

    /** @param scope of the worlds; the services are always read */
    public TimelineReader(Cluster cluster, Scope scope, CorrelationId id) {
        this.cluster = cluster;
        this.scope = scope;
        this.id = id;
    }

    /** A source for each log, and a note for each kind of pod that cannot be listed. */
    public List<TimelineSource> logs(Instant since, int bytes) {
        var sources = new ArrayList<TimelineSource>();
        var bounds = new LogSource.Bounds(since, bytes);
        Stream.<Supplier<List<Pod>>>of(
                        () -> cluster.list(Pod.class, Scope.of(Labels.SYSTEM_NAMESPACE)).stream()
                                .filter(TimelineReader::isOurs)
                                .toList(),
                        () -> cluster.list(Pod.class, scope, Labels.COMPONENT, Labels.COMPONENT_CELL_HOST))
                .forEach(pods -> {
                    try {
                        pods.get().stream()
                                .flatMap(TimelineReader::logs)
                                .forEach(log -> sources.add(new LogSource(cluster, log, bounds, id)));
                    } catch (KubernetesClientException e) {
                        if (!Failures.isRefusal(e)) {
                            throw e;
                        }
                        sources.add(() -> SourceResult.nothing("no logs of some pods: " + Failures.describe(e)));
                    }
                });
        return sources;
    }

    private static boolean isOurs(Pod pod) {
        var labels = pod.getMetadata().getLabels();
        return labels != null && labels.getOrDefault(Labels.APP, "").startsWith(OURS);
    }

    private static Stream<LogSource.Log> logs(Pod pod) {
        var metadata = pod.getMetadata();
        return pod.getStatus() == null
                ? Stream.empty()
                : Stream.ofNullable(pod.getStatus().getContainerStatuses())
                        .flatMap(List::stream)
                        .filter(TimelineReader::hasStarted)
                        .flatMap(container -> Stream.of(true, false)
                                .filter(previous -> !previous || restarts(container) > 0)
                                .map(previous -> new LogSource.Log(
                                        metadata.getNamespace(), metadata.getName(), container.getName(), previous)));
    }

    private static boolean hasStarted(ContainerStatus container) {
        return container.getContainerID() != null && !container.getContainerID().isEmpty();
    }

    private static int restarts(ContainerStatus container) {
        return Objects.requireNonNullElse(container.getRestartCount(), 0);
    }

    /** Everything that was read within {@code deadline}, with the notes of all sources. */
    public static SourceResult readAll(List<TimelineSource> sources, Duration deadline, Progress progress)
            throws InterruptedException {
        var done = new AtomicInteger();
        var executor = Executors.newFixedThreadPool(
                CONCURRENT_SOURCES, Thread.ofVirtual().factory());
        try {
            var tasks = sources.stream()
                    .map(source -> (Callable<SourceResult>) () -> {
                        var result = source.read();
                        progress.read(done.incrementAndGet(), sources.size());
                        return result;
                    })
                    .toList();
            var lines = new ArrayList<TimelineEntry>();
            var notes = new ArrayList<String>();
            var late = 0;
            for (var answer : executor.invokeAll(tasks, deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    lines.addAll(answer.get().lines());
                    notes.addAll(answer.get().notes());
                } catch (CancellationException e) {
                    late++;
                } catch (ExecutionException e) {
                    throw new IllegalStateException("a source failed", e.getCause());
                }
            }
            if (late > 0) {
                notes.add(
                        late + " of " + sources.size() + " sources exceeded " + deadline.toSeconds() + " s: --timeout");
            }
            return new SourceResult(lines, notes);
        } finally {
            executor.shutdownNow();
        }
    }
}
