package io.fleetforge.bench;

import io.fleetforge.cell.directory.SessionDirectory;
import io.fleetforge.cell.durability.Scheduler;
import io.fleetforge.cell.fencing.Fence;
import io.fleetforge.cell.gateway.PlayerOperations;
import io.fleetforge.cell.join.JoinLimits;
import io.fleetforge.cell.join.JoinPolicy;
import io.fleetforge.cell.messaging.CellEventPublisher;
import io.fleetforge.cell.metrics.CellMetrics;
import io.fleetforge.cell.ownership.HostSessions;
import io.fleetforge.cell.ownership.SessionRecords;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.cell.runtime.HostEventListener;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.cell.session.SessionReleaseNotifier;
import io.fleetforge.cell.session.SessionTokens;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.OptionalInt;

/**
 * The service's own sessions, journal and events, as it wires them, over a Kafka that acknowledges every record at once.
 */
final class MemorySessions implements AutoCloseable {

    private final MemoryKafka kafka = new MemoryKafka();
    private final SessionRegistry registry = new SessionRegistry(System::nanoTime);
    private final CellMetrics metrics =
            new CellMetrics(new SimpleMeterRegistry(), MemoryHost.IDENTITY.world(), registry);
    private final SessionRecords records = new SessionRecords(
            MemoryHost.IDENTITY, topic -> kafka.publisher(), Scheduler.real(), Clock.systemUTC(), true);
    private final HostSessions hostSessions = new HostSessions(
            registry,
            records,
            new CellEventPublisher(
                    kafka.publisher(), records.outbox(), MemoryHost.IDENTITY, metrics, Clock.systemUTC()),
            new SessionReleaseNotifier(),
            metrics);

    HostEventListener events() {
        return hostSessions.listener();
    }

    /** The id of a new session. */
    String open(String player) {
        return registry.open(player).session().id();
    }

    int size() {
        return registry.size();
    }

    long recordsAcknowledged() {
        return kafka.acknowledged();
    }

    PlayerOperations players(CellHost host, SessionTokens tokens) {
        var unlimited = new JoinLimits(OptionalInt.empty(), Integer.MAX_VALUE / 2, 0);
        return new PlayerOperations(
                host,
                hostSessions,
                tokens,
                Fence.none(),
                JoinPolicy.open(unlimited, () -> 1, new SessionDirectory(), System::nanoTime));
    }

    @Override
    public void close() {
        if (!records.close()) {
            throw new IllegalStateException("records are in flight although each was acknowledged at once");
        }
    }
}
