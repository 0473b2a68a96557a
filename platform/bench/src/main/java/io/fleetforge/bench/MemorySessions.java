package io.fleetforge.bench;

import io.fleetforge.cell.durability.Outbox;
import io.fleetforge.cell.durability.Scheduler;
import io.fleetforge.cell.durability.SessionJournal;
import io.fleetforge.cell.fencing.Fence;
import io.fleetforge.cell.gateway.Admission;
import io.fleetforge.cell.gateway.CellClient;
import io.fleetforge.cell.gateway.CellLocator;
import io.fleetforge.cell.gateway.SessionDurability;
import io.fleetforge.cell.gateway.SessionRemoval;
import io.fleetforge.cell.messaging.CellEventPublisher;
import io.fleetforge.cell.messaging.HandoffPublisher;
import io.fleetforge.cell.metrics.CellMetrics;
import io.fleetforge.cell.ownership.HandoffSender;
import io.fleetforge.cell.ownership.HostEvents;
import io.fleetforge.cell.ownership.SessionAdopter;
import io.fleetforge.cell.ownership.SessionTerminator;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.cell.runtime.HostEventListener;
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
    private final Scheduler scheduler = Scheduler.real();
    private final Outbox outbox = new Outbox(scheduler.soon());
    private final CellMetrics metrics =
            new CellMetrics(new SimpleMeterRegistry(), MemoryHost.IDENTITY.world(), registry);
    private final SessionJournal journal =
            new SessionJournal(kafka.publisher(), MemoryHost.IDENTITY, Clock.systemUTC(), scheduler, true);
    private final HandoffPublisher handoffs =
            new HandoffPublisher(kafka.publisher(), outbox, journal, MemoryHost.IDENTITY, Clock.systemUTC());
    private final CellEventPublisher events =
            new CellEventPublisher(kafka.publisher(), outbox, MemoryHost.IDENTITY, metrics, Clock.systemUTC());
    private final SessionTerminator terminator = new SessionTerminator(registry, journal, outbox, events, releases);

    HostEventListener events() {
        return new HostEvents(
                events,
                new SessionAdopter(registry, journal, outbox, events, metrics),
                new HandoffSender(registry, handoffs, releases),
                terminator);
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

    Admission admission(CellHost host) {
        var cells = new CellClient(host, registry);
        var removal = new SessionRemoval(cells, terminator, Fence.none());
        return new Admission(
                new CellLocator(host, Fence.none()),
                registry,
                cells,
                new SessionDurability(journal, outbox, removal, events, Fence.none()));
    }

    @Override
    public void close() {
        journal.close();
        handoffs.close();
    }
}
