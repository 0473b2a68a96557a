package io.fleetforge.cell.handoff;

import io.fleetforge.cell.checkpoint.SessionOwner;
import io.fleetforge.cell.recovery.HandedOffSession;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
import io.fleetforge.contracts.message.TopologyMessage.HostAssignment;
import java.util.Optional;

/**
 * What a host makes of the word that a session was given away. Every host of the world reads every such word; exactly the
 * receiver takes the session up, or sends it on when the space is another's by now.
 *
 * <p>Words of a sender that is not listed any more are left to a reading of all that was kept: whatever it gave away before
 * it left is there, and what a process says that does not know yet that it left must not count.
 */
public final class HandoffRule {

    private HandoffRule() {}

    /** What to do. */
    public sealed interface Verdict {

        /** It is not this host's business, or out of date. */
        record Ignore(String reason) implements Verdict {}

        /** Its place is in this cell, which is this host's. */
        record TakeUp(CellAssignment cell) implements Verdict {}

        /** It was given to this host, or a predecessor of it, but its place is another's. */
        record PassOn(HostAssignment to) implements Verdict {}

        /** Its receiver is gone and its place is here: only a reading of everything tells who has it. */
        record LookAround() implements Verdict {}

        /** It was given to this host, and no cell has its place. */
        record End() implements Verdict {}
    }

    /** Who has a place. */
    public sealed interface Keeper {
        record Here(CellAssignment cell) implements Keeper {}

        record Elsewhere(CellAssignment cell, HostAssignment host) implements Keeper {}

        record Nobody() implements Keeper {}
    }

    public static Verdict of(HandedOffSession given, TopologyMessage topology, SessionOwner self) {
        if (!given.world().equals(topology.world().uid())) {
            return new Verdict.Ignore("another world of the name");
        }
        if (given.sender().isGone(topology, self)) {
            return new Verdict.Ignore("the sender is gone");
        }
        var receiver = given.receiver();
        var keeper = keeper(given.session().entity(), topology, self);
        if (receiver.host().equals(self.host()) && receiver.incarnation() <= self.incarnation()) {
            return switch (keeper) {
                case Keeper.Here(var cell) -> new Verdict.TakeUp(cell);
                case Keeper.Elsewhere(var cell, var host) -> new Verdict.PassOn(host);
                case Keeper.Nobody nobody -> new Verdict.End();
            };
        }
        return receiver.isGone(topology, self) && keeper instanceof Keeper.Here
                ? new Verdict.LookAround()
                : new Verdict.Ignore("given to " + receiver.host());
    }

    /** Whose the place of an entity is by the topology. */
    public static Keeper keeper(Entity entity, TopologyMessage topology, SessionOwner self) {
        var cell = topology.cells().stream()
                .filter(candidate -> candidate.bounds().contains(entity.x(), entity.y()))
                .findFirst();
        if (cell.isEmpty()) {
            return new Keeper.Nobody();
        }
        if (cell.get().host().equals(self.host())) {
            return new Keeper.Here(cell.get());
        }
        return host(topology, cell.get().host())
                .<Keeper>map(host -> new Keeper.Elsewhere(cell.get(), host))
                .orElseGet(Keeper.Nobody::new);
    }

    private static Optional<HostAssignment> host(TopologyMessage topology, String name) {
        return topology.hosts().stream()
                .filter(host -> host.name().equals(name))
                .findFirst();
    }
}
