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
import io.fleetforge.cell.messaging.CellMetrics;
import io.fleetforge.cell.messaging.HandoffPublisher;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.cell.session.SessionReleaseNotifier;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;

/** The service's own sessions, journal and news, as it wires them, over a Kafka that takes every record at once. */
final class MemorySessions implements AutoCloseable {

    private final MemoryKafka kafka = new MemoryKafka();
    private final SessionRegistry registry = new SessionRegistry(System::nanoTime);
    private final SessionReleaseNotifier exits = new SessionReleaseNotifier();
    private final Outbox outbox = new Outbox();
    private final SessionJournal journal =
            new SessionJournal(kafka.publisher(), MemoryHost.IDENTITY, Clock.systemUTC(), Scheduler.real(), true);
    private final HandoffPublisher handoffs =
            new HandoffPublisher(kafka.publisher(), outbox, journal, MemoryHost.IDENTITY, Clock.systemUTC());
    private final CellEventPublisher news = new CellEventPublisher(
            kafka.publisher(),
            outbox,
            MemoryHost.IDENTITY,
            new CellEventPublisher.Sessions(registry, journal, handoffs, exits),
            new CellMetrics(new SimpleMeterRegistry(), MemoryHost.IDENTITY.world(), registry),
            Clock.systemUTC());

    CellEventPublisher news() {
        return news;
    }

    /** The id of a new session. */
    String open(String player) {
        return registry.open(player).orElseThrow().session().id();
    }

    int size() {
        return registry.size();
    }

    long recordsTaken() {
        return kafka.taken();
    }

    Admission admission(CellHost host) {
        var cells = new CellClient(host, registry);
        var departures = new SessionTerminator(cells, registry, journal, news, exits, Fence.none());
        return new Admission(
                host,
                new CellLocator(host),
                registry,
                cells,
                new SessionDurability(journal, outbox, departures, news),
                Fence.none());
    }

    @Override
    public void close() {
        journal.close();
        handoffs.close();
    }
}
