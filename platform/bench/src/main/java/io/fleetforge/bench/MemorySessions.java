package io.fleetforge.bench;

import io.fleetforge.cell.messaging.CellMetrics;
import io.fleetforge.cell.messaging.CellNewsPublisher;
import io.fleetforge.cell.messaging.HandoffPublisher;
import io.fleetforge.cell.messaging.Later;
import io.fleetforge.cell.messaging.Outbox;
import io.fleetforge.cell.messaging.SessionJournal;
import io.fleetforge.cell.player.Admission;
import io.fleetforge.cell.player.CellConversation;
import io.fleetforge.cell.player.Departures;
import io.fleetforge.cell.player.Keeping;
import io.fleetforge.cell.player.Territory;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.cell.session.SessionExits;
import io.fleetforge.cell.session.SessionRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;

/** The service's own sessions, journal and news, as it wires them, over a Kafka that takes every record at once. */
final class MemorySessions implements AutoCloseable {

    private final MemoryKafka kafka = new MemoryKafka();
    private final SessionRegistry registry = new SessionRegistry(System::nanoTime);
    private final SessionExits exits = new SessionExits();
    private final Outbox outbox = new Outbox();
    private final SessionJournal journal =
            new SessionJournal(kafka.publisher(), MemoryHost.IDENTITY, Clock.systemUTC(), Later.real(), true);
    private final HandoffPublisher handoffs =
            new HandoffPublisher(kafka.publisher(), outbox, journal, MemoryHost.IDENTITY, Clock.systemUTC());
    private final CellNewsPublisher news = new CellNewsPublisher(
            kafka.publisher(),
            outbox,
            MemoryHost.IDENTITY,
            new CellNewsPublisher.Sessions(registry, journal, handoffs, exits),
            new CellMetrics(new SimpleMeterRegistry(), MemoryHost.IDENTITY.world(), registry),
            Clock.systemUTC());

    CellNewsPublisher news() {
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
        var cells = new CellConversation(host, registry);
        var departures = new Departures(cells, registry, journal, news, exits);
        return new Admission(
                host, new Territory(host), registry, cells, new Keeping(journal, outbox, departures, news));
    }

    @Override
    public void close() {
        journal.close();
        handoffs.close();
    }
}
