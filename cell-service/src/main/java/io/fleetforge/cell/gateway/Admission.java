package io.fleetforge.cell.gateway;

import io.fleetforge.cell.fencing.Fence;
import io.fleetforge.cell.messaging.CellEventPublisher.Step;
import io.fleetforge.cell.runtime.CellAnswer;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.cell.runtime.CellInput;
import io.fleetforge.cell.session.Session;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.cell.session.SessionTokenClaims;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.runtime.problem.ProblemException;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * How a player gets a session: a place here, a cell with room, and a record that outlives this host. All or nothing. Blocks,
 * so for virtual threads only.
 */
@Singleton
public class Admission {

    private static final Logger LOG = Logger.getLogger(Admission.class);

    private final CellHost host;
    private final CellLocator territory;
    private final SessionRegistry sessions;
    private final CellClient cells;
    private final SessionDurability keeping;
    private final Fence fence;

    public Admission(
            CellHost host,
            CellLocator territory,
            SessionRegistry sessions,
            CellClient cells,
            SessionDurability keeping,
            Fence fence) {
        this.fence = fence;
        this.host = host;
        this.territory = territory;
        this.sessions = sessions;
        this.cells = cells;
        this.keeping = keeping;
    }

    /** A session with what proves it, and where it begins. */
    public record Admitted(Session session, SessionTokenClaims proof, CellAnswer.Done done) {}

    /**
     * Returns when the session outlives a crash of this host.
     *
     * @throws ProblemException 400 outside the world, 409 when the player is here, 421 when the place is another host's, 503
     *     when the cell is full or nobody answers
     */
    public Admitted join(String player, double x, double y, CorrelationId correlation) {
        requirePlaceHere(x, y);
        var opened = sessions.open(player)
                .orElseThrow(() -> new ProblemException(
                        409, "already-joined", "player " + player + " has a session on this host"));
        var session = opened.session();
        var entity = new Entity(session.id(), x, y, x, y);
        var done = admitted(session, entity);
        if (!SessionDurability.isKept(keeping.journal().lives(session, entity, correlation))) {
            giveBack(session, correlation);
            throw CellClient.busy("the session could not be kept: Kafka does not answer");
        }
        fence.requireOpen(); // else a successor may have read the journal before this join was in it
        keeping.news().joined(new Step(session, entity, done.cell(), done.epoch(), "Joined"), correlation);
        return new Admitted(session, new SessionTokenClaims(session.id(), session.epoch(), opened.secret()), done);
    }

    private CellAnswer.Done admitted(Session session, Entity entity) {
        try {
            var done = cells.ofPlace(entity.x(), entity.y(), answer -> new CellInput.Enter(entity, answer));
            if (!sessions.entered(session.id(), done.cell())) {
                throw CellClient.busy("the cell moved to another host");
            }
            return done;
        } catch (ProblemException e) {
            sessions.close(session.id());
            throw e;
        }
    }

    /** A join that cannot be kept did not happen. When the cell does not answer now, the session ends as an idle one. */
    private void giveBack(Session session, CorrelationId correlation) {
        try {
            keeping.outbox()
                    .track("end of " + session.id(), keeping.departures().leave(session, "NotKept", correlation));
        } catch (ProblemException e) {
            LOG.warnf("session %s was not kept and stays until it is idle: %s", session.id(), e.getMessage());
        }
    }

    private void requirePlaceHere(double x, double y) {
        territory.requireInWorld(x, y);
        fence.requireOpen();
        if (host.stopping()) {
            throw CellClient.busy("the host is stopping");
        }
        if (host.topology() == null) {
            throw CellClient.busy("the host has no topology yet");
        }
        territory.requireNotElsewhere(x, y);
    }
}
