package io.fleetforge.cell.checkpoint;

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
public record Given(String world, Owner sender, Owner receiver, long atMs, SavedSession session) {

    /** The word as it came from outside. */
    public static Given of(SessionHandoff handoff) {
        var place = handoff.place();
        var entity = new Entity(handoff.session(), place.x(), place.y(), place.targetX(), place.targetY());
        return new Given(
                handoff.world().uid(),
                new Owner(
                        handoff.sender().host(),
                        handoff.sender().incarnation(),
                        handoff.sender().boot()),
                Owner.anyBoot(handoff.host(), handoff.incarnation()),
                handoff.at().toEpochMilli(),
                new SavedSession(entity, handoff.player(), handoff.epoch(), handoff.tokenHash()));
    }
}
