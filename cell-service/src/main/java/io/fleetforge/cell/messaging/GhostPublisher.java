package io.fleetforge.cell.messaging;

import io.fleetforge.cell.interest.GhostBand;
import io.fleetforge.cell.interest.GhostBand.Strip;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.cell.session.Session;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.GhostUpdate;
import io.fleetforge.contracts.message.GhostUpdate.Ghost;
import io.fleetforge.contracts.message.GhostUpdate.GhostCell;
import io.fleetforge.runtime.lifecycle.PeriodicTask;
import io.fleetforge.runtime.messaging.EventPublisher;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Publishes the players near cells of other hosts: on change at most at the rate of views, and at least once a second. While one
 * update is in flight the next is dropped, so an outage queues one. The only host of a world publishes nothing.
 */
public final class GhostPublisher implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(GhostPublisher.class);
    private static final long AT_LEAST_NS = TimeUnit.SECONDS.toNanos(1);
    /** Per update; well below the largest request of a producer. */
    private static final int MOST_PLAYERS = 4096;

    private final CellHost host;
    private final SessionRegistry sessions;
    private final EventPublisher events;
    private final Clock clock;
    private final Settings settings;
    private final CorrelationId correlation;
    private final AtomicBoolean inFlight = new AtomicBoolean();
    private final PeriodicTask task = new PeriodicTask("ghosts");
    private long revision;
    private GhostBand band = new GhostBand(false, List.of());
    private List<GhostCell> published = List.of();
    private long publishedNs;

    /**
     * @param address player address of this host
     * @param radius view radius of a player, world units
     * @param perSecond how many updates per second at most
     */
    public record Settings(String address, double radius, int perSecond) {}

    public GhostPublisher(
            CellHost host, SessionRegistry sessions, EventPublisher events, Clock clock, Settings settings) {
        this.host = host;
        this.sessions = sessions;
        this.events = events;
        this.clock = clock;
        this.settings = settings;
        this.correlation = CorrelationId.derived(
                host.identity().processId(), host.identity().incarnation());
    }

    public void start() {
        var period = Duration.ofSeconds(1).dividedBy(settings.perSecond());
        publishedNs = System.nanoTime() - AT_LEAST_NS;
        task.startWithDelay(period, period, this::sampleSafely);
    }

    private void sampleSafely() {
        try {
            publish();
        } catch (RuntimeException e) {
            inFlight.set(false);
            LOG.error("ghosts could not be sampled", e);
        }
    }

    private void publish() {
        refresh();
        if (!band.shared() || inFlight.get()) {
            return;
        }
        var cells = sample();
        var nowNs = System.nanoTime();
        if (cells.equals(published) && nowNs - publishedNs < AT_LEAST_NS) {
            return;
        }
        published = cells;
        publishedNs = nowNs;
        inFlight.set(true);
        var identity = host.identity();
        var view = new GhostUpdate(
                identity.world(),
                identity.host(),
                identity.incarnation(),
                identity.processId(),
                settings.address(),
                clock.instant(),
                cells);
        events.publish(EventType.GHOST_SAMPLED, identity.world().key(), view, correlation)
                .whenComplete((done, failure) -> {
                    inFlight.set(false);
                    if (failure != null) {
                        LOG.debugf("a ghost update was dropped: %s", failure.getMessage());
                    }
                });
    }

    private void refresh() {
        var current = host.topology();
        if (current != null && current.revision() != revision) {
            revision = current.revision();
            band = GhostBand.of(current, host.identity().host(), settings.radius());
        }
    }

    private List<GhostCell> sample() {
        var cells = new ArrayList<GhostCell>();
        var left = MOST_PLAYERS;
        for (var strip : band.strips()) {
            var seen = players(strip, left);
            left -= seen.size();
            var cell = strip.cell();
            cells.add(new GhostCell(cell.id(), cell.epoch(), cell.bounds(), seen));
        }
        return cells;
    }

    private List<Ghost> players(Strip strip, int most) {
        var cell = host.cell(strip.cell().id()).orElse(null);
        if (cell == null || cell.players() == 0) {
            return List.of();
        }
        cell.snapshots().request(settings.radius());
        var snapshot = cell.snapshots().latest();
        if (snapshot == null) {
            return List.of();
        }
        var seen = new ArrayList<Ghost>();
        for (var slot = 0; slot < snapshot.size() && seen.size() < most; slot++) {
            if (strip.isVisible(snapshot.x(slot), snapshot.y(slot))) {
                var id = snapshot.id(slot);
                seen.add(new Ghost(
                        id, sessions.find(id).map(Session::player).orElse(""), snapshot.x(slot), snapshot.y(slot)));
            }
        }
        return seen;
    }

    @Override
    public void close() {
        task.close();
    }
}
