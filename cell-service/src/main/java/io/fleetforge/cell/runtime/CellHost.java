package io.fleetforge.cell.runtime;

import io.fleetforge.cell.checkpoint.SavedSession;
import io.fleetforge.cell.handoff.HandoffRule;
import io.fleetforge.cell.handoff.HandoffRule.SpaceOwner;
import io.fleetforge.cell.recovery.HandedOffSession;
import io.fleetforge.cell.recovery.RecoverableSession;
import io.fleetforge.cell.replay.Recording;
import io.fleetforge.cell.runtime.HostEventListener.Cause;
import io.fleetforge.cell.simulation.EntityFaultException;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.CellState;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The cells of this process. {@link #apply} reconciles the running cells with the newest topology and returns when they tick. The
 * entities of an ended cell go to the new cell at their position, at a tick boundary, also above its limit: a repartition ends no
 * session. Where another host runs that cell, or an entity walks into it, the session is handed off. A starting cell adopts the
 * sessions that a gone process left in its space; at shutdown this host saves its sessions for its successor. Thread-safe.
 */
public final class CellHost {

    private static final Logger LOG = Logger.getLogger(CellHost.class);
    /** Longer than the liveness probe lets a stuck worker be: only a process that is ended anyway runs into it. */
    private static final long BOUNDARY_DEADLINE_S = 30;

    /** @param maxStep longest distance of an entity per tick, world units */
    public record MovementLimits(double maxStep) {}

    private final HostIdentity identity;
    private final TickScheduler scheduler;
    private final HostEventListener events;
    private final Persistence persistence;
    private final MovementLimits limits;
    private final CellAgent.Surroundings surroundings = new Neighbourhood();
    private final CellCrossing crossing;
    private final CellRestarts restarts = new CellRestarts();
    private final Map<String, CellAgent> cells = new ConcurrentHashMap<>();
    private volatile @Nullable TopologyMessage topology;
    private volatile long appliedRevision;
    private volatile boolean worldGone;
    private volatile boolean stopping;

    CellHost(
            HostIdentity identity,
            TickScheduler scheduler,
            HostEventListener events,
            Persistence persistence,
            MovementLimits limits) {
        this.identity = identity;
        this.scheduler = scheduler;
        this.events = events;
        this.persistence = persistence;
        this.limits = limits;
        this.crossing = new CellCrossing(this, events, persistence);
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

    /** The world was deleted: its sessions are not saved. */
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
        var recoverable = HostPlan.needsRecovery(identity, known, next)
                ? persistence.recoverable(next)
                : Optional.of(List.<RecoverableSession>of());
        if (recoverable.isEmpty()) {
            return; // the process ends, and keeps what runs
        }
        var orphans = retire(plan.operations(), cause);
        topology = next;
        worldGone = false;
        cells.values().forEach(cell -> cell.limitPlayers(next.maxPlayersPerCell()));
        var waiting = new Waiting(orphans, new ArrayList<>(recoverable.get()));
        launch(plan.operations(), next.maxPlayersPerCell(), waiting, cause);
        waiting.recoverable().forEach(session -> crossing.adopt(session, next, cause));
        orphans.forEach(orphan -> crossing.handOff(orphan.entity(), orphan.from(), next, cause));
        appliedRevision = next.revision();
    }

    /** Handles a handoff record, which may be for this host. */
    public synchronized void handedOff(HandedOffSession handoff, CorrelationId correlation) {
        var known = topology;
        if (known == null || stopping || !HostPlan.lists(known, identity)) {
            return; // what is kept is read with the first topology
        }
        crossing.handedOff(handoff, known, new Cause(known.revision(), correlation));
    }

    /**
     * Starts failed cells again whose pause is over, at the same epoch and with their entities. The session of an entity at which a
     * cell failed twice in a row ends.
     */
    public synchronized void restartFailed() {
        var known = topology;
        if (stopping || known == null) {
            return;
        }
        var failed = cells.values().stream()
                .filter(cell -> cell.state() == CellState.FAILED)
                .map(CellAgent::id)
                .toList();
        if (!failed.isEmpty()) {
            var cause = new Cause(known.revision(), CorrelationId.random());
            restarts.due(cells.keySet(), failed, scheduler.nowNs())
                    .forEach(restart -> restart(restart, known.maxPlayersPerCell(), cause));
        }
    }

    /** What changed a cell of this host until its last failure; empty when it did not fail. */
    public Optional<Recording> lastFailure(String cell) {
        return restarts.lastFailure(cell);
    }

    private void restart(CellRestarts.Restart restart, int maxPlayers, Cause cause) {
        var failed = Objects.requireNonNull(cells.get(restart.cell()));
        var cell = failed.assignment();
        var entities = new ArrayList<>(await(scheduler.retire(failed)));
        restart.without()
                .flatMap(id -> entities.stream()
                        .filter(entity -> entity.id().equals(id))
                        .findFirst())
                .ifPresent(entity -> {
                    entities.remove(entity);
                    LOG.warnf("session %s ends: cell %s failed at it twice", entity.id(), cell.id());
                    events.sessionEnded(entity, cell, cause, "EntityFailed");
                });
        var agent = new CellAgent(cell, maxPlayers, limits.maxStep(), surroundings, entities);
        cells.put(cell.id(), agent);
        // One that came over the edge in the tick that failed is registered in the cell it came from.
        entities.forEach(entity -> events.sessionMoved(entity, agent, cause, "CellRestarted"));
        await(scheduler.launch(agent));
        events.cellReady(cell, cause);
        LOG.infof("cell %s runs again at epoch %d", cell.id(), cell.epoch());
    }

    private synchronized void retireAll(CorrelationId correlation, String reason) {
        var known = topology;
        var cause = new Cause(known == null ? 0 : known.revision(), correlation);
        var all = cells.values().stream()
                .map(cell -> (HostOperation) new HostOperation.Stop(cell.assignment()))
                .toList();
        var orphans = retire(all, cause);
        if (persistence.isOn()) {
            save(orphans);
        } else {
            orphans.forEach(orphan -> events.sessionEnded(orphan.entity(), orphan.from(), cause, reason));
        }
    }

    private void save(List<Orphan> orphans) {
        orphans.stream()
                .collect(Collectors.groupingBy(Orphan::from, Collectors.mapping(Orphan::entity, Collectors.toList())))
                .forEach(persistence::save);
    }

    /** Stops admission and ends every cell. */
    public void stop(CorrelationId correlation) {
        stopping = true;
        retireAll(correlation, "HostStopping");
        scheduler.stop();
    }

    private record Orphan(Entity entity, CellAssignment from) {}

    /** Entities without a cell: those of cells that ended here, and recoverable sessions. */
    private record Waiting(List<Orphan> orphans, List<RecoverableSession> recoverable) {}

    private record Ending(CellAssignment cell, String reason, CompletableFuture<List<Entity>> entities) {}

    private List<Orphan> retire(List<HostOperation> operations, Cause cause) {
        var endings = new ArrayList<Ending>();
        for (var operation : operations) {
            for (var cell : operation.retires()) {
                var agent = cells.remove(cell.id());
                if (agent != null) {
                    endings.add(new Ending(cell, operation.reason(), scheduler.retire(agent)));
                }
            }
        }
        var orphans = new ArrayList<Orphan>();
        for (var ending : endings) {
            var cell = ending.cell();
            await(ending.entities()).forEach(entity -> orphans.add(new Orphan(entity, cell)));
            events.cellReleased(cell, cause, ending.reason());
            LOG.infof("cell %s released at epoch %d: %s", cell.id(), cell.epoch(), ending.reason());
        }
        return orphans;
    }

    private void launch(List<HostOperation> operations, int maxPlayers, Waiting waiting, Cause cause) {
        var launching = operations.stream()
                .flatMap(operation -> operation.launches().stream())
                .toList();
        var agents = new ArrayList<CellAgent>();
        for (var cell : launching) {
            var arrivals = removeIn(cell, waiting.orphans());
            var initial = new ArrayList<>(arrivals);
            restored(cell, waiting.recoverable()).stream()
                    .filter(saved -> events.sessionAdopted(saved, cell, cause, HostEventListener.RECOVERED))
                    .forEach(saved -> initial.add(saved.entity()));
            var agent = new CellAgent(cell, maxPlayers, limits.maxStep(), surroundings, initial);
            agents.add(agent);
            cells.put(cell.id(), agent);
            arrivals.forEach(entity -> events.sessionMoved(entity, agent, cause, "CellReplaced"));
        }
        // All exist before the first ticks, so that an entity that crosses a new edge at once is not held at it.
        var starts = agents.stream().map(scheduler::launch).toList();
        starts.forEach(CellHost::await);
        for (var cell : launching) {
            events.cellReady(cell, cause);
            LOG.infof("cell %s runs at epoch %d", cell.id(), cell.epoch());
        }
    }

    /** Removes from {@code orphans} the entities in {@code cell}. */
    private static List<Entity> removeIn(CellAssignment cell, List<Orphan> orphans) {
        var arrivals = new ArrayList<Entity>();
        for (var each = orphans.iterator(); each.hasNext(); ) {
            var entity = each.next().entity();
            if (cell.bounds().contains(entity.x(), entity.y())) {
                arrivals.add(entity);
                each.remove();
            }
        }
        return arrivals;
    }

    /** Removes from {@code recoverable} the sessions in {@code cell}. */
    private static List<SavedSession> restored(CellAssignment cell, List<RecoverableSession> recoverable) {
        var sessions = new ArrayList<SavedSession>();
        for (var waiting = recoverable.iterator(); waiting.hasNext(); ) {
            var session = waiting.next().session();
            if (cell.bounds().contains(session.entity().x(), session.entity().y())) {
                sessions.add(session);
                waiting.remove();
            }
        }
        return sessions;
    }

    /** Neighbours by position. Every method is called by the writer of the cell it concerns. */
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
                    && HandoffRule.spaceOwner(entity, known, identity.owner())
                            instanceof SpaceOwner.Elsewhere(var cell, var host)) {
                events.sessionHandedOff(entity, from.assignment(), host, now());
                return true;
            }
            return false;
        }

        @Override
        public void arrived(Entity entity, CellAgent to) {
            events.sessionMoved(entity, to, now(), HostEventListener.CROSSED);
        }

        @Override
        public void leftUnacknowledged(Entity entity, CellAgent from) {
            events.sessionEnded(entity, from.assignment(), now(), "Left");
        }

        @Override
        public void failed(CellAgent cell, RuntimeException fault) {
            LOG.errorf(fault, "cell %s failed at epoch %d", cell.id(), cell.epoch());
            restarts.keep(cell.recording());
            restarts.failed(
                    cell.id(),
                    fault instanceof EntityFaultException at ? Optional.of(at.entity()) : Optional.empty(),
                    scheduler.nowNs());
            events.cellFailed(cell.assignment(), now(), String.valueOf(fault.getMessage()));
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
