package io.fleetforge.cell.handoff;

import io.fleetforge.cell.checkpoint.SessionOwner;
import io.fleetforge.cell.recovery.HandedOffSession;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
import io.fleetforge.contracts.message.TopologyMessage.HostAssignment;
import java.util.Optional;

/**
 * Decides what a host does with a handoff record. Every host of the world reads every such record; exactly the receiver adopts
 * the session, or forwards it when another host owns the space by now.
 *
 * <p>Records of a sender that the topology does not list any longer are left to a recovery: whatever the sender handed off
 * before it left is found there, and what it writes without knowing that it left must not count.
 */
public final class HandoffRule {

    private HandoffRule() {}

    /** What to do. */
    public sealed interface HandoffDecision {

        /** It is not this host's business, or out of date. */
        record Ignore(String reason) implements HandoffDecision {}

        /** Its position is in this cell, which this host runs. */
        record Adopt(CellAssignment cell) implements HandoffDecision {}

        /** It was handed off to this host, or to an earlier process of it, but another host owns its position. */
        record Forward(HostAssignment to) implements HandoffDecision {}

        /** Its receiver is gone and its position is on this host: only a recovery finds its owner. */
        record Recover() implements HandoffDecision {}

        /** It was handed off to this host, and no cell contains its position. */
        record End() implements HandoffDecision {}
    }

    /** The owner of a position. */
    public sealed interface SpaceOwner {
        record Local(CellAssignment cell) implements SpaceOwner {}

        record Elsewhere(CellAssignment cell, HostAssignment host) implements SpaceOwner {}

        record None() implements SpaceOwner {}
    }

    public static HandoffDecision of(HandedOffSession handoff, TopologyMessage topology, SessionOwner self) {
        if (!handoff.world().equals(topology.world().uid())) {
            return new HandoffDecision.Ignore("another world of the name");
        }
        if (handoff.sender().isGone(topology, self)) {
            return new HandoffDecision.Ignore("the sender is gone");
        }
        var receiver = handoff.receiver();
        var owner = spaceOwner(handoff.session().entity(), topology, self);
        if (receiver.host().equals(self.host()) && receiver.incarnation() <= self.incarnation()) {
            return switch (owner) {
                case SpaceOwner.Local(var cell) -> new HandoffDecision.Adopt(cell);
                case SpaceOwner.Elsewhere(var cell, var host) -> new HandoffDecision.Forward(host);
                case SpaceOwner.None none -> new HandoffDecision.End();
            };
        }
        return receiver.isGone(topology, self) && owner instanceof SpaceOwner.Local
                ? new HandoffDecision.Recover()
                : new HandoffDecision.Ignore("handed off to " + receiver.host());
    }

    /** The owner of an entity's position by the topology. */
    public static SpaceOwner spaceOwner(Entity entity, TopologyMessage topology, SessionOwner self) {
        var cell = topology.cells().stream()
                .filter(candidate -> candidate.bounds().contains(entity.x(), entity.y()))
                .findFirst();
        if (cell.isEmpty()) {
            return new SpaceOwner.None();
        }
        if (cell.get().host().equals(self.host())) {
            return new SpaceOwner.Local(cell.get());
        }
        return host(topology, cell.get().host())
                .<SpaceOwner>map(host -> new SpaceOwner.Elsewhere(cell.get(), host))
                .orElseGet(SpaceOwner.None::new);
    }

    private static Optional<HostAssignment> host(TopologyMessage topology, String name) {
        return topology.hosts().stream()
                .filter(host -> host.name().equals(name))
                .findFirst();
    }
}
