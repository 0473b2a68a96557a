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
import io.fleetforge.runtime.messaging.EventPublisher;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Lets the other hosts of the world see who stands near their cells: when that changed, as often as players are shown
 * anything, and once a second in any case. While one word is under way the next is dropped: an outage queues one. A world of one
 * host says nothing.
 */
public final class GhostPublisher implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(GhostPublisher.class);
    private static final long AT_LEAST_NS = TimeUnit.SECONDS.toNanos(1);
    /** Of one word; with room to spare in what a producer sends at once. */
    private static final int MOST_PLAYERS = 4096;

    private final CellHost host;
    private final SessionRegistry sessions;
    private final EventPublisher events;
    private final Clock clock;
    private final Settings settings;
    private final CorrelationId correlation;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("borders").factory());
    private long revision;
    private GhostBand band = new GhostBand(false, List.of());
    private List<GhostCell> said = List.of();
    private long saidNs;

    /**
     * @param address where players reach this host
     * @param radius how far they see, world units
     * @param perSecond how often what changes is said
     */
    public record Settings(String address, double radius, int perSecond) {}

    public GhostPublisher(
            CellHost host, SessionRegistry sessions, EventPublisher events, Clock clock, Settings settings) {
        this.host = host;
        this.sessions = sessions;
        this.events = events;
        this.clock = clock;
        this.settings = settings;
        this.correlation =
                CorrelationId.derived(host.identity().boot(), host.identity().incarnation());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // round() never throws, so the schedule never ends by itself
    public void start() {
        var periodNs = TimeUnit.SECONDS.toNanos(1) / settings.perSecond();
        saidNs = System.nanoTime() - AT_LEAST_NS;
        timer.scheduleWithFixedDelay(this::round, periodNs, periodNs, TimeUnit.NANOSECONDS);
    }

    private void round() {
        try {
            say();
        } catch (RuntimeException e) {
            underWay.set(false);
            LOG.error("what others see could not be said", e);
        }
    }

    private void say() {
        refresh();
        if (!band.shared() || underWay.get()) {
            return;
        }
        var cells = look();
        var nowNs = System.nanoTime();
        if (cells.equals(said) && nowNs - saidNs < AT_LEAST_NS) {
            return;
        }
        said = cells;
        saidNs = nowNs;
        underWay.set(true);
        var identity = host.identity();
        var view = new GhostUpdate(
                identity.world(),
                identity.host(),
                identity.incarnation(),
                identity.boot(),
                settings.address(),
                clock.instant(),
                cells);
        events.publish(EventType.GHOST_SAMPLED, identity.world().key(), view, correlation)
                .whenComplete((done, failure) -> {
                    underWay.set(false);
                    if (failure != null) {
                        LOG.debugf("a word to the neighbours was dropped: %s", failure.getMessage());
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

    private List<GhostCell> look() {
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
        cell.lookout().watch(settings.radius());
        var snapshot = cell.lookout().latest();
        if (snapshot == null) {
            return List.of();
        }
        var seen = new ArrayList<Ghost>();
        for (var slot = 0; slot < snapshot.size() && seen.size() < most; slot++) {
            if (strip.isSeen(snapshot.x(slot), snapshot.y(slot))) {
                var id = snapshot.id(slot);
                seen.add(new Ghost(
                        id, sessions.find(id).map(Session::player).orElse(""), snapshot.x(slot), snapshot.y(slot)));
            }
        }
        return seen;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
