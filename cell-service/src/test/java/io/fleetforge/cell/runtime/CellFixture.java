package io.fleetforge.cell.runtime;

import io.fleetforge.cell.checkpoint.SavedSession;
import io.fleetforge.cell.checkpoint.SessionOwner;
import io.fleetforge.cell.recovery.HandedOffSession;
import io.fleetforge.cell.recovery.RecoverableSession;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
import io.fleetforge.contracts.message.TopologyMessage.HostAssignment;
import io.fleetforge.contracts.message.WorldRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A world of 100 x 100 on one host, with recorded events. */
final class CellFixture {

    static final WorldRef WORLD = new WorldRef("default", "starter", "u-1");
    static final HostIdentity SELF = new HostIdentity(WORLD, "starter-0", 4, "process");
    static final Bounds ALL = new Bounds(0, 100, 0, 100);
    static final Bounds LEFT = new Bounds(0, 50, 0, 100);
    static final Bounds RIGHT = new Bounds(50, 100, 0, 100);

    private CellFixture() {}

    static CellAssignment cell(String id, Bounds bounds, long epoch, String... parents) {
        return new CellAssignment(id, bounds, "starter-0", epoch, List.of(parents));
    }

    static CellAssignment elsewhere(String id, Bounds bounds, long epoch) {
        return new CellAssignment(id, bounds, "starter-1", epoch, List.of());
    }

    static TopologyMessage topology(long revision, CellAssignment... cells) {
        return topology(WORLD, revision, 4, cells);
    }

    static TopologyMessage topology(WorldRef world, long revision, long incarnation, CellAssignment... cells) {
        return new TopologyMessage(
                world,
                revision,
                revision,
                ALL,
                3,
                List.of(new HostAssignment("starter-0", incarnation), new HostAssignment("starter-1", 2)),
                List.of(cells));
    }

    static TopologyMessage admitting(int maxPlayers, TopologyMessage topology) {
        return new TopologyMessage(
                topology.world(),
                topology.revision(),
                topology.epoch(),
                topology.bounds(),
                maxPlayers,
                topology.hosts(),
                topology.cells());
    }

    static Entity at(String id, double x, double y) {
        return new Entity(id, x, y, x, y);
    }

    static Entity heading(String id, double x, double y, double targetX, double targetY) {
        return new Entity(id, x, y, targetX, targetY);
    }

    /** What was kept, and what is left for this host. Thread-safe. */
    static final class Memory implements Persistence {
        final List<String> saved = java.util.Collections.synchronizedList(new ArrayList<>());
        List<SavedSession> left = List.of();
        SessionOwner owner = new SessionOwner("starter-0", 4, "before");
        Runnable whileReading = () -> {};
        int reads;

        @Override
        public boolean isOn() {
            return true;
        }

        @Override
        public Optional<List<RecoverableSession>> recoverable(TopologyMessage topology) {
            reads++;
            whileReading.run();
            return Optional.ofNullable(left)
                    .map(sessions -> sessions.stream()
                            .map(session -> new RecoverableSession(session, owner))
                            .toList());
        }

        @Override
        public void save(CellAssignment cell, List<Entity> entities) {
            saved.add(cell.id() + "@" + cell.epoch() + " "
                    + entities.stream().map(Entity::id).sorted().toList());
        }
    }

    /** A handoff from the other host to the one of {@code incarnation}. */
    static HandedOffSession handedOff(SavedSession session, String host, long incarnation) {
        return new HandedOffSession(
                "u-1",
                new SessionOwner("starter-1", 2, "other"),
                SessionOwner.anyProcess(host, incarnation),
                5,
                session);
    }

    static SavedSession saved(Entity entity, String player) {
        return new SavedSession(entity, player, 1, "0f".repeat(32));
    }

    /** Thread-safe. */
    static class RecordingEvents implements HostEventListener {
        final List<String> lines = java.util.Collections.synchronizedList(new ArrayList<>());

        @Override
        public void cellReady(CellAssignment cell, Cause cause) {
            lines.add("ready " + cell.id() + "@" + cell.epoch() + " r" + cause.revision() + " " + cause.correlation());
        }

        @Override
        public void cellReleased(CellAssignment cell, Cause cause, String reason) {
            lines.add("released " + cell.id() + "@" + cell.epoch() + " " + reason);
        }

        @Override
        public void cellFailed(CellAssignment cell, Cause cause, String message) {
            lines.add("failed " + cell.id() + "@" + cell.epoch() + " " + message);
        }

        @Override
        public void sessionMoved(Entity entity, CellAgent to, Cause cause, String reason) {
            lines.add("moved " + entity.id() + " " + to.id() + " " + reason);
        }

        @Override
        public boolean sessionAdopted(SavedSession session, CellAssignment to, Cause cause, String reason) {
            lines.add("adopted " + session.id() + " " + to.id() + " " + reason);
            return !session.player().equals("double");
        }

        @Override
        public void sessionHandedOff(Entity entity, CellAssignment from, HostAssignment to, Cause cause) {
            lines.add("handed off " + entity.id() + " " + from.id() + " to " + to.name() + "@" + to.incarnation());
        }

        @Override
        public void sessionForwarded(SavedSession session, HostAssignment to, Cause cause) {
            lines.add("forwarded " + session.id() + " to " + to.name() + "@" + to.incarnation());
        }

        @Override
        public void sessionLost(SavedSession session, Cause cause, String reason) {
            lines.add("lost " + session.id() + " " + reason);
        }

        @Override
        public void sessionReleased(String session) {
            lines.add("session released " + session);
        }

        @Override
        public void sessionEnded(Entity entity, CellAssignment from, Cause cause, String reason) {
            lines.add("ended " + entity.id() + " " + from.id() + " " + reason);
        }
    }
}
