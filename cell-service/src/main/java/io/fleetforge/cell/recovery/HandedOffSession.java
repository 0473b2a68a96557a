package io.fleetforge.cell.recovery;

import io.fleetforge.cell.checkpoint.SavedSession;
import io.fleetforge.cell.checkpoint.SessionOwner;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.message.SessionHandoff;

/**
 * A session that one host handed off to another.
 *
 * @param world UID of the world
 * @param sender the process that owned it
 * @param receiver the process that shall own it
 * @param atMs milliseconds since 1970
 */
public record HandedOffSession(
        String world, SessionOwner sender, SessionOwner receiver, long atMs, SavedSession session) {

    /** Converts the record. */
    public static HandedOffSession of(SessionHandoff handoff) {
        var motion = handoff.motion();
        var entity = new Entity(handoff.session(), motion.x(), motion.y(), motion.targetX(), motion.targetY());
        return new HandedOffSession(
                handoff.world().uid(),
                new SessionOwner(
                        handoff.sender().host(),
                        handoff.sender().incarnation(),
                        handoff.sender().processId()),
                SessionOwner.anyProcess(handoff.host(), handoff.incarnation()),
                handoff.at().toEpochMilli(),
                new SavedSession(entity, handoff.player(), handoff.epoch(), handoff.tokenHash(), handoff.subject()));
    }
}
