package io.fleetforge.alert.pipeline;

import io.fleetforge.alert.incident.Escalation;
import io.fleetforge.alert.store.AlertStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Claims partitions, flushes the groups that are due and runs periodic tasks. It sleeps until the next of them is due,
 * or until the store changes. One thread.
 */
public final class FlushLoop implements Runnable {

    private static final Logger LOG = Logger.getLogger(FlushLoop.class);
    private static final Duration MAX_SLEEP = Duration.ofSeconds(1);
    private static final Duration MIN_SLEEP = Duration.ofMillis(5);

    /** Shorter than the session timeout of the broker: after a longer pause another instance may own the partitions. */
    private static final Duration MAX_PAUSE = Duration.ofSeconds(8);

    private final AlertStore store;
    private final PartitionClaimer claimer;
    private final GroupFlusher groups;
    private final List<LoopTask> tasks;
    private final Clock clock;

    private final Map<LoopTask, Instant> nextRuns = new HashMap<>();
    private volatile Instant lastIteration = Instant.EPOCH;
    private volatile boolean stopped;

    public FlushLoop(
            AlertStore store, PartitionClaimer claimer, GroupFlusher groups, List<LoopTask> tasks, Clock clock) {
        this.store = store;
        this.claimer = claimer;
        this.groups = groups;
        this.tasks = List.copyOf(tasks);
        this.clock = clock;
    }

    /** Whether an iteration started within {@code age}, or none has started yet. */
    public boolean isAlive(Duration age) {
        return lastIteration.equals(Instant.EPOCH)
                || lastIteration.isAfter(clock.instant().minus(age));
    }

    public void stop() {
        stopped = true;
        store.update(state -> {});
    }

    @Override
    public void run() {
        while (!stopped) {
            try {
                var next = iterate(clock.instant());
                if (store.awaitChange(next)) {
                    // Changes come in bursts: one iteration handles all of them.
                    TimeUnit.MILLISECONDS.sleep(MIN_SLEEP.toMillis());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.error("an iteration of the flush loop failed; continuing", e);
                store.update(state -> state.router().regroup(clock.instant()));
            }
        }
    }

    /** Runs what is due; returns when the next iteration is due. */
    private Instant iterate(Instant now) {
        var hasPaused = hasPaused(now);
        lastIteration = now;
        if (hasPaused) {
            nextRuns.clear();
        }
        if (!claimer.run(now, hasPaused)) {
            return now.plus(MAX_SLEEP);
        }
        groups.flush(now);
        for (var task : tasks) {
            if (!now.isBefore(nextRuns.getOrDefault(task, Instant.MIN))) {
                nextRuns.put(task, now.plus(task.interval()));
                IsolatedStep.run(() -> task.run(now));
            }
        }
        return next(now);
    }

    private boolean hasPaused(Instant now) {
        return !lastIteration.equals(Instant.EPOCH)
                && (now.isAfter(lastIteration.plus(MAX_PAUSE)) || now.isBefore(lastIteration.minus(MAX_SLEEP)));
    }

    private Instant next(Instant now) {
        var latest = now.plus(MAX_SLEEP);
        var plan = store.call(state -> state.routing().onCall());
        var escalations = store.call(state -> List.copyOf(state.incidents().active())).stream()
                .flatMap(incident -> Escalation.escalatesAt(incident, plan, now).stream());
        var next = Stream.of(Stream.of(latest), escalations, groups.nextFlush().stream())
                .flatMap(each -> each)
                .min(Comparator.naturalOrder())
                .orElse(latest);
        var earliest = now.plus(MIN_SLEEP);
        return next.isBefore(earliest) ? earliest : next;
    }
}
