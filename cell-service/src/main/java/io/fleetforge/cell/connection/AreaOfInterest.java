package io.fleetforge.cell.connection;

import io.fleetforge.cell.config.CellConfig;
import io.fleetforge.cell.interest.CellSnapshot;
import io.fleetforge.cell.interest.RemoteGhosts;
import io.fleetforge.cell.runtime.CellAgent;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.cell.session.Session;
import io.fleetforge.cell.session.SessionRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The entities around a session: those in cells of this host and, near its border, ghosts of other hosts. A request makes a
 * cell of this host publish snapshots; no lock is taken. Thread-safe.
 */
@Singleton
final class AreaOfInterest {

    private final CellHost host;
    private final SessionRegistry sessions;
    private final RemoteGhosts remoteGhosts;
    private final double radius;

    @Inject
    AreaOfInterest(CellHost host, SessionRegistry sessions, RemoteGhosts remoteGhosts, CellConfig config) {
        this(host, sessions, remoteGhosts, config.viewRadius());
    }

    /** @param radius view radius of a player, world units */
    AreaOfInterest(CellHost host, SessionRegistry sessions, RemoteGhosts remoteGhosts, double radius) {
        this.host = host;
        this.sessions = sessions;
        this.remoteGhosts = remoteGhosts;
        this.radius = radius;
    }

    /** Snapshots of the session's cell and of cells within reach. */
    record Surroundings(CellSnapshot own, List<CellSnapshot> around) {}

    Optional<CellAgent> cell(String id) {
        return host.cell(id);
    }

    /** What an entity is called. */
    String name(String entity) {
        return sessions.find(entity).map(Session::player).orElseGet(() -> remoteGhosts.name(entity));
    }

    /** Ticks of the session's cell so far. */
    long tick(Session session) {
        return host.cell(session.cell()).map(cell -> cell.snapshots().tick()).orElse(0L);
    }

    /** Empty while the session's cell has nothing to show yet, or the session is between two cells. */
    Optional<Surroundings> around(Session session) {
        var cell = host.cell(session.cell()).orElse(null);
        if (cell == null) {
            return Optional.empty();
        }
        cell.snapshots().request(radius);
        var own = cell.snapshots().latest();
        var slot = own == null ? -1 : own.slot(session.id());
        if (own == null || slot < 0) {
            return Optional.empty();
        }
        var around = new ArrayList<CellSnapshot>();
        for (var other : host.cells()) {
            if (other != cell && other.bounds().isWithin(radius, own.x(slot), own.y(slot))) {
                other.snapshots().request(radius);
                var snapshot = other.snapshots().latest();
                if (snapshot != null) {
                    around.add(snapshot);
                }
            }
        }
        around.addAll(remoteGhosts.around(own.x(slot), own.y(slot)));
        return Optional.of(new Surroundings(own, around));
    }
}
