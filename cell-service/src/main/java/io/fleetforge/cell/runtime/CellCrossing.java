package io.fleetforge.cell.runtime;

import io.fleetforge.cell.checkpoint.SavedSession;
import io.fleetforge.cell.handoff.HandoffRule;
import io.fleetforge.cell.handoff.HandoffRule.HandoffDecision;
import io.fleetforge.cell.handoff.HandoffRule.SpaceOwner;
import io.fleetforge.cell.recovery.HandedOffSession;
import io.fleetforge.cell.recovery.RecoverableSession;
import io.fleetforge.cell.runtime.HostEventListener.Cause;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;

/**
 * Sessions that cross between cells of different hosts: adopted from other processes, or handed off to them. Called under the lock
 * of the host.
 */
final class CellCrossing {

    private static final String OUTSIDE = "OutsideWorld";

    private final CellHost host;
    private final HostEventListener events;
    private final Persistence persistence;

    CellCrossing(CellHost host, HostEventListener events, Persistence persistence) {
        this.host = host;
        this.events = events;
        this.persistence = persistence;
    }

    /** Handles a handoff record, which may be for this host. */
    void handedOff(HandedOffSession handoff, TopologyMessage topology, Cause cause) {
        var session = handoff.session();
        switch (HandoffRule.of(handoff, topology, host.identity().owner())) {
            case HandoffDecision.Ignore ignore -> {}
            case HandoffDecision.Adopt(var cell) -> welcome(session, cause, HostEventListener.HANDED_OFF);
            case HandoffDecision.Forward(var to) -> events.sessionForwarded(session, to, cause);
            case HandoffDecision.End end -> events.sessionLost(session, cause, OUTSIDE);
            case HandoffDecision.Recover recover ->
                persistence.recoverable(topology).ifPresent(all -> all.forEach(found -> adopt(found, topology, cause)));
        }
    }

    /**
     * Adopts a session whose position is in a running cell; one that an earlier process of this host left outside, or that was handed
     * off to this host, is forwarded to the owner of its position, since no other host does that.
     */
    void adopt(RecoverableSession found, TopologyMessage topology, Cause cause) {
        if (!HostPlan.lists(topology, host.identity())) {
            return;
        }
        var session = found.session();
        switch (HandoffRule.spaceOwner(
                session.entity(), topology, host.identity().owner())) {
            case SpaceOwner.Local local -> welcome(session, cause, HostEventListener.RECOVERED);
            case SpaceOwner.Elsewhere(var cell, var to) -> {
                if (found.owner().host().equals(host.identity().host())) {
                    events.sessionForwarded(session, to, cause);
                }
            }
            case SpaceOwner.None none -> {}
        }
    }

    private void welcome(SavedSession session, Cause cause, String reason) {
        var entity = session.entity();
        host.cellAt(entity.x(), entity.y())
                .filter(cell -> events.sessionAdopted(session, cell.assignment(), cause, reason))
                .ifPresent(cell -> cell.arrive(new CellAgent.Arrival(entity, null)));
    }

    /** Handles an entity of a cell that ended here, when no cell that started here contains its position. */
    void handOff(Entity entity, CellAssignment from, TopologyMessage topology, Cause cause) {
        if (!HostPlan.lists(topology, host.identity())) {
            release(entity, from, cause);
            return;
        }
        switch (HandoffRule.spaceOwner(entity, topology, host.identity().owner())) {
            case SpaceOwner.Local local ->
                host.cellAt(entity.x(), entity.y()).ifPresent(cell -> cell.arrive(new CellAgent.Arrival(entity, null)));
            case SpaceOwner.Elsewhere(var cell, var to) -> events.sessionHandedOff(entity, from, to, cause);
            case SpaceOwner.None none -> events.sessionEnded(entity, from, cause, OUTSIDE);
        }
    }

    private void release(Entity entity, CellAssignment from, Cause cause) {
        if (persistence.isOn()) {
            // Another host may own the session already: a tombstone from this process would end it there.
            events.sessionReleased(entity.id());
        } else {
            events.sessionEnded(entity, from, cause, "HostReplaced");
        }
    }
}
