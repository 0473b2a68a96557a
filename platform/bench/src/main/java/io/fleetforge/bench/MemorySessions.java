package io.fleetforge.bench;

import io.fleetforge.cell.durability.Outbox;
import io.fleetforge.cell.durability.Scheduler;
import io.fleetforge.cell.durability.SessionJournal;
import io.fleetforge.cell.fencing.Fence;
import io.fleetforge.cell.gateway.Admission;
import io.fleetforge.cell.gateway.CellClient;
import io.fleetforge.cell.gateway.CellLocator;
import io.fleetforge.cell.gateway.SessionDurability;
import io.fleetforge.cell.gateway.SessionTerminator;
import io.fleetforge.cell.messaging.CellEventPublisher;
import io.fleetforge.cell.messaging.HandoffPublisher;
import io.fleetforge.cell.metrics.CellMetrics;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.cell.session.SessionReleaseNotifier;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;

/**
 * The service's own sessions, journal and events, as it wires them, over a Kafka that acknowledges every record at once.
 */
final class MemorySessions implements AutoCloseable {

    private final MemoryKafka kafka = new MemoryKafka();
    private final SessionRegistry registry = new SessionRegistry(System::nanoTime);
    private final SessionReleaseNotifier releases = new SessionReleaseNotifier();
    private final Outbox outbox = new Outbox();
    private final SessionJournal journal =
            new SessionJournal(kafka.publisher(), MemoryHost.IDENTITY, Clock.systemUTC(), Scheduler.real(), true);
    private final HandoffPublisher handoffs =
            new HandoffPublisher(kafka.publisher(), outbox, journal, MemoryHost.IDENTITY, Clock.systemUTC());
    private final CellEventPublisher events = new CellEventPublisher(
            kafka.publisher(),
            outbox,
            MemoryHost.IDENTITY,
            new CellEventPublisher.Sessions(registry, journal, handoffs, releases),
            new CellMetrics(new SimpleMeterRegistry(), MemoryHost.IDENTITY.world(), registry),
            Clock.systemUTC());

    CellEventPublisher events() {
        return events;
    }

    /** The id of a new session. */
    String open(String player) {
        return registry.open(player).orElseThrow().session().id();
    }

    int size() {
        return registry.size();
    }

    long recordsAcknowledged() {
        return kafka.acknowledged();
    }

    Admission admission(CellHost host) {
        var cells = new CellClient(host, registry);
        var terminator = new SessionTerminator(cells, registry, journal, events, releases, Fence.none());
        return new Admission(
                host,
                new CellLocator(host),
                registry,
                cells,
                new SessionDurability(journal, outbox, terminator, events),
                Fence.none());
    }

    @Override
    public void close() {
        journal.close();
        handoffs.close();
    }
}
