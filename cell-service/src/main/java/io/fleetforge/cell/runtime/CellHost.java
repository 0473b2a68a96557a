package io.fleetforge.cell.runtime;

import io.fleetforge.cell.checkpoint.SavedSession;
import io.fleetforge.cell.handoff.HandoffRule;
import io.fleetforge.cell.handoff.HandoffRule.Keeper;
import io.fleetforge.cell.recovery.HandedOffSession;
import io.fleetforge.cell.recovery.RecoverableSession;
import io.fleetforge.cell.runtime.HostEventListener.Cause;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.CellState;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The cells of this process. {@link #apply} brings what runs to what the newest topology asks and returns when the cells
 * tick. Players of an ended cell go to the new cell over their place, at a tick boundary, also above its limit: a re-cut
 * throws nobody out. Where that cell is another host's, or when they walk there, they are handed over. A cell that begins
 * here takes up the sessions that a process which is gone has left in it; when this host stops, what it has is kept for its
 * successor. Thread-safe.
 */
public final class CellHost {

    private static final Logger LOG = Logger.getLogger(CellHost.class);
    /** Longer than the liveness probe lets a stuck worker be: only a process that is ended anyway runs into it. */
    private static final long BOUNDARY_DEADLINE_S = 30;

    /**
     * @param maxStep longest way of an entity per tick, world units
     */
    public record Limits(double maxStep) {}

    private final HostIdentity identity;
    private final TickScheduler scheduler;
    private final HostEventListener news;
    private final Persistence persistence;
    private final Limits limits;
    private final CellAgent.Surroundings surroundings = new Neighbourhood();
    private final CellCrossing passage;
    private final Map<String, CellAgent> cells = new ConcurrentHashMap<>();
    private volatile @Nullable TopologyMessage topology;
    private volatile long appliedRevision;
    private volatile boolean worldGone;
    private volatile boolean stopping;

    CellHost(
            HostIdentity identity,
            TickScheduler scheduler,
            HostEventListener news,
            Persistence persistence,
            Limits limits) {
        this.identity = identity;
        this.scheduler = scheduler;
        this.news = news;
        this.persistence = persistence;
        this.limits = limits;
        this.passage = new CellCrossing(this, news, persistence);
    }

    public HostIdentity identity() {
        return identity;
    }

    public Collection<CellAgent> cells() {
        return cells.values();
    }

    /** The newest topology applied, null before the first. */
    public @Nullable TopologyMessage topology() {
        return topology;
    }

    /** Revision of the newest topology that is applied to its end; 0 before the first. */
    public long appliedRevision() {
        return appliedRevision;
    }

    public boolean stopping() {
        return stopping;
    }

    /** Whether the newest topology lists this host at its own incarnation. */
    public boolean isListed() {
        var known = topology;
        return known != null && HostPlan.lists(known, identity);
    }

    /** The world was deleted: there is nobody to keep. */
    public void worldGone() {
        worldGone = true;
    }

    public boolean isWorldGone() {
        return worldGone;
    }

    /** The cell of this host that contains the point. */
    public Optional<CellAgent> cellAt(double x, double y) {
        return cells.values().stream()
                .filter(cell -> cell.bounds().contains(x, y))
                .findFirst();
    }

    public Optional<CellAgent> cell(String id) {
        return Optional.ofNullable(cells.get(id));
    }

    /** Applies {@code next} unless it is of another world, older than what is applied, or the host stops. */
    public synchronized void apply(TopologyMessage next, CorrelationId correlation) {
        var known = topology;
        if (stopping
                || !next.world().uid().equals(identity.world().uid())
                || (known != null && next.revision() < known.revision())) {
            return;
        }
        var cause = new Cause(next.revision(), correlation);
        var plan = HostPlan.of(
                identity,
                next,
                cells.values().stream().map(CellAgent::assignment).toList());
        // Read before anything ends: Kafka may take its time, and players of the cells that end go on until then.
        var survivors = HostPlan.needsThePast(identity, known, next)
                ? persistence.survivors(next)
                : Optional.of(List.<RecoverableSession>of());
        if (survivors.isEmpty()) {
            return; // the process ends, and keeps what runs
        }
        var homeless = retire(plan.operations(), cause);
        topology = next;
        worldGone = false;
        cells.values().forEach(kept -> kept.limitPlayers(next.maxPlayersPerCell()));
        var waiting = new Waiting(homeless, new ArrayList<>(survivors.get()));
        launch(plan.operations(), next.maxPlayersPerCell(), waiting, cause);
        waiting.survivors().forEach(survivor -> passage.takeUp(survivor, next, cause));
        homeless.forEach(stray -> passage.sendOn(stray.entity(), stray.from(), next, cause));
        appliedRevision = next.revision();
    }

    /** Somebody gave a session away, perhaps to this host. */
    public synchronized void handedOver(HandedOffSession given, CorrelationId correlation) {
        var known = topology;
        if (known == null || stopping || !HostPlan.lists(known, identity)) {
            return; // what is kept is read with the first topology
        }
        passage.handedOver(given, known, new Cause(known.revision(), correlation));
    }

    private synchronized void retireAll(CorrelationId correlation, String reason) {
        var known = topology;
        var cause = new Cause(known == null ? 0 : known.revision(), correlation);
        var all = cells.values().stream()
                .map(cell -> (HostOperation) new HostOperation.Stop(cell.assignment()))
                .toList();
        var strays = retire(all, cause);
        if (persistence.isOn()) {
            keep(strays);
        } else {
            strays.forEach(stray -> news.sessionEnded(stray.entity(), stray.from(), cause, reason));
        }
    }

    private void keep(List<Stray> strays) {
        strays.stream()
                .collect(Collectors.groupingBy(Stray::from, Collectors.mapping(Stray::entity, Collectors.toList())))
                .forEach(persistence::save);
    }

    /** Admits nobody any more and ends every cell. */
    public void stop(CorrelationId correlation) {
        stopping = true;
        retireAll(correlation, "HostStopping");
        scheduler.stop();
    }

    private record Stray(Entity entity, CellAssignment from) {}

    /** Who needs a cell: those of cells that ended here, and those whose host is gone. */
    private record Waiting(List<Stray> homeless, List<RecoverableSession> survivors) {}

    private record Ending(CellAssignment cell, String reason, CompletableFuture<List<Entity>> entities) {}

    private List<Stray> retire(List<HostOperation> operations, Cause cause) {
        var endings = new ArrayList<Ending>();
        for (var operation : operations) {
            for (var cell : operation.retires()) {
                var agent = cells.remove(cell.id());
                if (agent != null) {
                    endings.add(new Ending(cell, operation.reason(), scheduler.retire(agent)));
                }
            }
        }
        var strays = new ArrayList<Stray>();
        for (var ending : endings) {
            var cell = ending.cell();
            await(ending.entities()).forEach(entity -> strays.add(new Stray(entity, cell)));
            news.cellReleased(cell, cause, ending.reason());
            LOG.infof("cell %s released at epoch %d: %s", cell.id(), cell.epoch(), ending.reason());
        }
        return strays;
    }

    private void launch(List<HostOperation> operations, int maxPlayers, Waiting waiting, Cause cause) {
        var launching = operations.stream()
                .flatMap(operation -> operation.launches().stream())
                .toList();
        var agents = new ArrayList<CellAgent>();
        for (var cell : launching) {
            var arrivals = housed(cell, waiting.homeless());
            var initial = new ArrayList<>(arrivals);
            restored(cell, waiting.survivors()).stream()
                    .filter(saved -> news.sessionTakenUp(saved, cell, cause, HostEventListener.RECOVERED))
                    .forEach(saved -> initial.add(saved.entity()));
            var agent = new CellAgent(cell, maxPlayers, limits.maxStep(), surroundings, initial);
            agents.add(agent);
            cells.put(cell.id(), agent);
            arrivals.forEach(entity -> news.sessionMoved(entity, agent, cause, "CellReplaced"));
        }
        // All are there before the first ticks: who walks over a new edge at once is not held at it.
        var starts = agents.stream().map(scheduler::launch).toList();
        starts.forEach(CellHost::await);
        for (var cell : launching) {
            news.cellReady(cell, cause);
            LOG.infof("cell %s runs at epoch %d", cell.id(), cell.epoch());
        }
    }

    /** Takes those out of {@code homeless} who stand in {@code cell}. */
    private static List<Entity> housed(CellAssignment cell, List<Stray> homeless) {
        var arrivals = new ArrayList<Entity>();
        for (var strays = homeless.iterator(); strays.hasNext(); ) {
            var entity = strays.next().entity();
            if (cell.bounds().contains(entity.x(), entity.y())) {
                arrivals.add(entity);
                strays.remove();
            }
        }
        return arrivals;
    }

    /** Takes those out of {@code survivors} who stand in {@code cell}. */
    private static List<SavedSession> restored(CellAssignment cell, List<RecoverableSession> survivors) {
        var sessions = new ArrayList<SavedSession>();
        for (var waiting = survivors.iterator(); waiting.hasNext(); ) {
            var session = waiting.next().session();
            if (cell.bounds().contains(session.entity().x(), session.entity().y())) {
                sessions.add(session);
                waiting.remove();
            }
        }
        return sessions;
    }

    /** Neighbours by place. Every method is called by the writer of the cell it is about. */
    private final class Neighbourhood implements CellAgent.Surroundings {

        @Override
        public boolean hand(Entity entity, CellAgent from) {
            var neighbour = cellAt(entity.x(), entity.y());
            if (neighbour.isPresent()) {
                return neighbour
                        .filter(cell -> cell != from && cell.state() == CellState.RUNNING)
                        .filter(cell -> cell.arrive(new CellAgent.Arrival(entity, from)))
                        .isPresent();
            }
            var known = topology;
            if (known != null
                    && HandoffRule.keeper(entity, known, identity.owner())
                            instanceof Keeper.Elsewhere(var cell, var host)) {
                news.sessionHandedOver(entity, from.assignment(), host, now());
                return true;
            }
            return false;
        }

        @Override
        public void arrived(Entity entity, CellAgent to) {
            news.sessionMoved(entity, to, now(), HostEventListener.CROSSED);
        }

        @Override
        public void leftUnheard(Entity entity, CellAgent from) {
            news.sessionEnded(entity, from.assignment(), now(), "Left");
        }

        @Override
        public void failed(CellAgent cell, RuntimeException fault) {
            LOG.errorf(fault, "cell %s failed at epoch %d", cell.id(), cell.epoch());
            news.cellFailed(cell.assignment(), now(), String.valueOf(fault.getMessage()));
        }

        private Cause now() {
            var known = topology;
            return new Cause(known == null ? 0 : known.revision(), CorrelationId.random());
        }
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(BOUNDARY_DEADLINE_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted at a tick boundary", e);
        } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
            throw new IllegalStateException(
                    "a worker did not reach its tick boundary in " + BOUNDARY_DEADLINE_S + " s", e);
        }
    }
}
