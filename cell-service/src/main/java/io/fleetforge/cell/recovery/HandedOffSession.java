package io.fleetforge.cell.recovery;

import io.fleetforge.cell.checkpoint.SavedSession;
import io.fleetforge.cell.checkpoint.SessionOwner;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.message.SessionHandoff;

/**
 * A session that was given from one host to another.
 *
 * @param world UID of the world
 * @param sender the process that had it
 * @param receiver who shall have it
 * @param atMs milliseconds since 1970
 */
public record HandedOffSession(
        String world, SessionOwner sender, SessionOwner receiver, long atMs, SavedSession session) {

    /** The word as it came from outside. */
    public static HandedOffSession of(SessionHandoff handoff) {
        var place = handoff.motion();
        var entity = new Entity(handoff.session(), place.x(), place.y(), place.targetX(), place.targetY());
        return new HandedOffSession(
                handoff.world().uid(),
                new SessionOwner(
                        handoff.sender().host(),
                        handoff.sender().incarnation(),
                        handoff.sender().processId()),
                SessionOwner.anyBoot(handoff.host(), handoff.incarnation()),
                handoff.at().toEpochMilli(),
                new SavedSession(entity, handoff.player(), handoff.epoch(), handoff.tokenHash()));
    }
}
