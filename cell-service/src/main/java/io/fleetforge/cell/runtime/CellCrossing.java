package io.fleetforge.cell.runtime;

import io.fleetforge.cell.checkpoint.SavedSession;
import io.fleetforge.cell.handoff.HandoffRule;
import io.fleetforge.cell.handoff.HandoffRule.Keeper;
import io.fleetforge.cell.handoff.HandoffRule.Verdict;
import io.fleetforge.cell.recovery.HandedOffSession;
import io.fleetforge.cell.recovery.RecoverableSession;
import io.fleetforge.cell.runtime.HostEventListener.Cause;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;

/** Who comes to this host from other processes, and who goes to another. Called under the lock of the host. */
final class CellCrossing {

    private static final String OUTSIDE = "OutsideWorld";

    private final CellHost host;
    private final HostEventListener news;
    private final Persistence persistence;

    CellCrossing(CellHost host, HostEventListener news, Persistence persistence) {
        this.host = host;
        this.news = news;
        this.persistence = persistence;
    }

    /** Somebody gave a session away, perhaps to this host. */
    void handedOver(HandedOffSession given, TopologyMessage topology, Cause cause) {
        var session = given.session();
        switch (HandoffRule.of(given, topology, host.identity().owner())) {
            case Verdict.Ignore ignore -> {}
            case Verdict.TakeUp(var cell) -> welcome(session, cause, HostEventListener.HANDED_OVER);
            case Verdict.PassOn(var to) -> news.sessionPassedOn(session, to, cause);
            case Verdict.End end -> news.sessionLost(session, cause, OUTSIDE);
            case Verdict.LookAround look ->
                persistence
                        .survivors(topology)
                        .ifPresent(all -> all.forEach(survivor -> takeUp(survivor, topology, cause)));
        }
    }

    /**
     * Whoever stands in a running cell is taken in; those that an earlier process of this host left elsewhere, or that were
     * given to it, are given to whose place it is: nobody else will.
     */
    void takeUp(RecoverableSession survivor, TopologyMessage topology, Cause cause) {
        if (!HostPlan.lists(topology, host.identity())) {
            return;
        }
        var session = survivor.session();
        switch (HandoffRule.keeper(session.entity(), topology, host.identity().owner())) {
            case Keeper.Here here -> welcome(session, cause, HostEventListener.RECOVERED);
            case Keeper.Elsewhere(var cell, var to) -> {
                if (survivor.owner().host().equals(host.identity().host())) {
                    news.sessionPassedOn(session, to, cause);
                }
            }
            case Keeper.Nobody nobody -> {}
        }
    }

    private void welcome(SavedSession session, Cause cause, String reason) {
        var entity = session.entity();
        host.cellAt(entity.x(), entity.y())
                .filter(cell -> news.sessionTakenUp(session, cell.assignment(), cause, reason))
                .ifPresent(cell -> cell.arrive(new CellAgent.Arrival(entity, null)));
    }

    /** Somebody of a cell that ended here, and no cell that began here has the place. */
    void sendOn(Entity entity, CellAssignment from, TopologyMessage topology, Cause cause) {
        if (!HostPlan.lists(topology, host.identity())) {
            letGo(entity, from, cause);
            return;
        }
        switch (HandoffRule.keeper(entity, topology, host.identity().owner())) {
            case Keeper.Here here ->
                host.cellAt(entity.x(), entity.y()).ifPresent(cell -> cell.arrive(new CellAgent.Arrival(entity, null)));
            case Keeper.Elsewhere(var cell, var to) -> news.sessionHandedOver(entity, from, to, cause);
            case Keeper.Nobody nobody -> news.sessionEnded(entity, from, cause, OUTSIDE);
        }
    }

    private void letGo(Entity entity, CellAssignment from, Cause cause) {
        if (persistence.isOn()) {
            // Somebody else may have them already: an end that this process wrote now would take them from there.
            news.sessionLetGo(entity.id());
        } else {
            news.sessionEnded(entity, from, cause, "HostReplaced");
        }
    }
}
