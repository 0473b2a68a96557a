package io.fleetforge.cell.connection;

import io.fleetforge.cell.interest.CellSnapshot;
import io.fleetforge.cell.interest.RemoteGhosts;
import io.fleetforge.cell.runtime.CellAgent;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.cell.session.Session;
import io.fleetforge.cell.session.SessionRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is to be seen around a session: in the cells of this host, and near its border in those of others. Looking at a cell
 * of this host makes it publish; nothing is locked. Thread-safe.
 */
final class AreaOfInterest {

    private final CellHost host;
    private final SessionRegistry sessions;
    private final RemoteGhosts neighbours;
    private final double radius;

    /**
     * @param radius how far a player sees, world units
     */
    AreaOfInterest(CellHost host, SessionRegistry sessions, RemoteGhosts neighbours, double radius) {
        this.host = host;
        this.sessions = sessions;
        this.neighbours = neighbours;
        this.radius = radius;
    }

    /** Snapshots of the session's cell and of cells within reach. */
    record Seen(CellSnapshot own, List<CellSnapshot> around) {}

    Optional<CellAgent> cell(String id) {
        return host.cell(id);
    }

    /** What an entity is called. */
    String name(String entity) {
        return sessions.find(entity).map(Session::player).orElseGet(() -> neighbours.name(entity));
    }

    /** Ticks of the session's cell so far. */
    long tick(Session session) {
        return host.cell(session.cell()).map(cell -> cell.lookout().tick()).orElse(0L);
    }

    /** Empty while the session's cell has nothing to show yet, or the session is between two cells. */
    Optional<Seen> around(Session session) {
        var cell = host.cell(session.cell()).orElse(null);
        if (cell == null) {
            return Optional.empty();
        }
        cell.lookout().watch(radius);
        var own = cell.lookout().latest();
        var slot = own == null ? -1 : own.slot(session.id());
        if (own == null || slot < 0) {
            return Optional.empty();
        }
        var around = new ArrayList<CellSnapshot>();
        for (var other : host.cells()) {
            if (other != cell && other.bounds().isWithin(radius, own.x(slot), own.y(slot))) {
                other.lookout().watch(radius);
                var snapshot = other.lookout().latest();
                if (snapshot != null) {
                    around.add(snapshot);
                }
            }
        }
        around.addAll(neighbours.around(own.x(slot), own.y(slot)));
        return Optional.of(new Seen(own, around));
    }
}
