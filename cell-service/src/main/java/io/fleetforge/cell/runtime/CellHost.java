package io.fleetforge.cell.runtime;

import io.fleetforge.cell.runtime.HostNews.Cause;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.correlation.CorrelationId;
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
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The cells of this process. {@link #apply} brings what runs to what the newest topology asks; it is called by one thread at
 * a time and returns when the cells tick. Players of an ended cell go to the new cell over their place, at a tick boundary;
 * where there is none on this host their session ends.
 */
public final class CellHost {

    private static final Logger LOG = Logger.getLogger(CellHost.class);
    private static final long BOUNDARY_DEADLINE_S = 5;

    /**
     * @param maxStep longest way of an entity per tick, world units
     */
    public record Limits(double maxStep) {}

    private final HostIdentity identity;
    private final TickScheduler scheduler;
    private final HostNews news;
    private final Limits limits;
    private final Map<String, CellAgent> cells = new ConcurrentHashMap<>();
    private volatile @Nullable TopologyMessage topology;
    private volatile boolean stopping;

    CellHost(HostIdentity identity, TickScheduler scheduler, HostNews news, Limits limits) {
        this.identity = identity;
        this.scheduler = scheduler;
        this.news = news;
        this.limits = limits;
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

    public boolean stopping() {
        return stopping;
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
    public void apply(TopologyMessage next, CorrelationId correlation) {
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
        var homeless = retire(plan.retire(), cause, "TopologyChanged");
        topology = next;
        launch(plan.launch(), next.maxPlayersPerCell(), homeless, cause);
        homeless.forEach(stray -> news.sessionEnded(stray.entity(), stray.from(), "CellMovedAway"));
    }

    /** The world is gone: its compacted record was removed. */
    public void retireAll(CorrelationId correlation, String reason) {
        var known = topology;
        var cause = new Cause(known == null ? 0 : known.revision(), correlation);
        var all = cells.values().stream().map(CellAgent::assignment).toList();
        retire(all, cause, reason).forEach(stray -> news.sessionEnded(stray.entity(), stray.from(), reason));
    }

    /** Admits nobody any more and ends every cell. */
    public void stop(CorrelationId correlation) {
        stopping = true;
        retireAll(correlation, "HostStopping");
        scheduler.stop();
    }

    private record Stray(Entity entity, CellAssignment from) {}

    private List<Stray> retire(List<CellAssignment> retiring, Cause cause, String reason) {
        var ends = new ArrayList<Map.Entry<CellAssignment, CompletableFuture<List<Entity>>>>();
        for (var cell : retiring) {
            var agent = cells.remove(cell.id());
            if (agent != null) {
                ends.add(Map.entry(cell, scheduler.retire(agent)));
            }
        }
        var strays = new ArrayList<Stray>();
        for (var end : ends) {
            await(end.getValue()).forEach(entity -> strays.add(new Stray(entity, end.getKey())));
            news.cellReleased(end.getKey(), cause, reason);
            LOG.infof(
                    "cell %s released at epoch %d: %s",
                    end.getKey().id(), end.getKey().epoch(), reason);
        }
        return strays;
    }

    private void launch(List<CellAssignment> launching, int maxPlayers, List<Stray> homeless, Cause cause) {
        var starts = new ArrayList<CompletableFuture<Void>>();
        for (var cell : launching) {
            var arrivals = new ArrayList<Entity>();
            for (var strays = homeless.iterator(); strays.hasNext(); ) {
                var stray = strays.next();
                if (arrivals.size() < maxPlayers
                        && cell.bounds()
                                .contains(stray.entity().x(), stray.entity().y())) {
                    arrivals.add(stray.entity());
                    strays.remove();
                }
            }
            var agent = new CellAgent(cell, maxPlayers, limits.maxStep(), this::hand, arrivals);
            cells.put(cell.id(), agent);
            starts.add(scheduler.launch(agent));
            arrivals.forEach(entity -> news.sessionMoved(entity, agent, "CellReplaced"));
        }
        starts.forEach(CellHost::await);
        for (var cell : launching) {
            news.cellReady(cell, cause);
            LOG.infof("cell %s runs at epoch %d", cell.id(), cell.epoch());
        }
    }

    /** Routes an entity that stepped over the edge of {@code from}. Called by the writer of {@code from}. */
    private boolean hand(Entity entity, CellAgent from) {
        var target = cellAt(entity.x(), entity.y()).filter(cell -> cell != from);
        if (target.isEmpty()) {
            return false;
        }
        var entered = CellAgent.unanswered();
        target.get().offer(new CellInput.Enter(entity, entered));
        var settled = entered.thenAccept(answer -> {
            if (answer instanceof CellAnswer.Done) {
                news.sessionMoved(entity, target.get(), "Crossed");
            } else {
                turnBack(entity, from);
            }
        });
        return !settled.isCompletedExceptionally();
    }

    /** The neighbour did not take the entity: it returns to the edge of the cell it came from. */
    private void turnBack(Entity entity, CellAgent from) {
        var bounds = from.bounds();
        var x = Math.min(Math.max(entity.x(), bounds.xMin()), Math.nextDown(bounds.xMax()));
        var y = Math.min(Math.max(entity.y(), bounds.yMin()), Math.nextDown(bounds.yMax()));
        var back = CellAgent.unanswered();
        var settled = back.thenAccept(answer -> {
            if (!(answer instanceof CellAnswer.Done)) {
                news.sessionEnded(entity, from.assignment(), "NoRoom");
            }
        });
        from.offer(new CellInput.Enter(new Entity(entity.id(), x, y, x, y), back));
        if (settled.isCompletedExceptionally()) {
            LOG.errorf("session %s could not be turned back", entity.id());
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
