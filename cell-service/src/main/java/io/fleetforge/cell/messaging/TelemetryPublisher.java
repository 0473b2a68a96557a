package io.fleetforge.cell.messaging;

import io.fleetforge.cell.durability.AckTracker;
import io.fleetforge.cell.durability.OwnedSessions;
import io.fleetforge.cell.fencing.Fence;
import io.fleetforge.cell.runtime.CellAgent;
import io.fleetforge.cell.runtime.CellAnswer;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.cell.runtime.CellInput;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.HostTelemetry;
import io.fleetforge.contracts.message.HostTelemetry.CellSample;
import io.fleetforge.runtime.lifecycle.PeriodicTask;
import io.fleetforge.runtime.messaging.EventPublisher;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Publishes one sample of the host per second. While a sample is in flight the next is dropped, so an outage queues one. Positions
 * are requested of all cells at once; a cell that does not answer in time is sampled without them.
 */
public final class TelemetryPublisher implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TelemetryPublisher.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final long SURVEY_MS = 250;

    private final CellHost host;
    private final OwnedSessions sessions;
    private final AckTracker acknowledged;

    private final EventPublisher events;
    private final Fence fence;
    private final Clock clock;
    private final AtomicBoolean inFlight = new AtomicBoolean();
    private final CorrelationId correlation;
    private final PeriodicTask task = new PeriodicTask("telemetry");

    public TelemetryPublisher(CellHost host, OwnedSessions sessions, EventPublisher events, Fence fence, Clock clock) {
        this.host = host;
        this.sessions = sessions;
        this.acknowledged = new AckTracker(sessions);
        this.events = events;
        this.fence = fence;
        this.clock = clock;
        this.correlation = CorrelationId.derived(
                host.identity().processId(), host.identity().incarnation());
    }

    public void start() {
        task.startAtRate(PERIOD, this::sample);
    }

    private void sample() {
        var applied = host.appliedRevision();
        // A self-fenced host stays silent, so that the controller does not count on it.
        if (applied == 0 || !fence.isOpen() || !inFlight.compareAndSet(false, true)) {
            return;
        }
        var identity = host.identity();
        var asked = host.cells().stream().map(TelemetryPublisher::survey).toList(); // all, before any is waited for
        var cells = asked.stream().map(TelemetryPublisher::sampled).toList();
        var sample = new HostTelemetry(
                identity.world(),
                identity.host(),
                identity.incarnation(),
                identity.processId(),
                acknowledged.acknowledgedRevision(applied),
                clock.instant(),
                sessions.count(),
                cells);
        var sentAtNs = fence.nowNs();
        events.publish(EventType.HOST_TELEMETRY, identity.world().key(), sample, correlation)
                .whenComplete((done, failure) -> {
                    inFlight.set(false);
                    if (failure == null) {
                        fence.telemetryAcknowledged(sentAtNs);
                    } else {
                        LOG.debugf("telemetry was dropped: %s", failure.getMessage());
                    }
                });
    }

    private record Asked(CellAgent cell, int mailboxDepth, CompletableFuture<CellAnswer> answer) {}

    private static Asked survey(CellAgent cell) {
        var asked = new Asked(cell, cell.mailboxDepth(), new CompletableFuture<>());
        asked.answer().completeOnTimeout(new CellAnswer.Busy("no survey in time"), SURVEY_MS, TimeUnit.MILLISECONDS);
        if (cell.players() > 0) {
            cell.offer(new CellInput.Survey(asked.answer()));
        } else {
            asked.answer().complete(new CellAnswer.Absent());
        }
        return asked;
    }

    private static CellSample sampled(Asked asked) {
        var cell = asked.cell();
        var spread = asked.answer().join() instanceof CellAnswer.Surveyed(var positions)
                ? positions.spread(cell.bounds()).orElse(null)
                : null;
        return new CellSample(
                cell.id(),
                cell.epoch(),
                cell.state(),
                cell.players(),
                cell.drainTickMaxNs(),
                cell.drainLatenessMaxNs(),
                asked.mailboxDepth(),
                spread);
    }

    @Override
    public void close() {
        task.close();
    }
}
