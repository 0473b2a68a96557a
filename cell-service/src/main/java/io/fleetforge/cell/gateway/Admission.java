package io.fleetforge.cell.gateway;

import io.fleetforge.cell.gateway.PlayerOperations.Admitted;
import io.fleetforge.cell.messaging.CellEventPublisher.SessionStep;
import io.fleetforge.cell.runtime.CellAnswer;
import io.fleetforge.cell.runtime.CellInput;
import io.fleetforge.cell.session.Session;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.cell.session.SessionTokenClaims;
import io.fleetforge.cell.session.SessionTokens;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.runtime.problem.ProblemException;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Admission of a join: a position on this host, a cell with capacity, and a journal record that outlives this host. All or
 * nothing. Blocks; for virtual threads only.
 */
final class Admission {

    private static final Logger LOG = Logger.getLogger(Admission.class);

    private final CellLocator locator;
    private final SessionRegistry sessions;
    private final CellClient cells;
    private final SessionDurability durability;
    private final SessionTokens tokens;

    Admission(
            CellLocator locator,
            SessionRegistry sessions,
            CellClient cells,
            SessionDurability durability,
            SessionTokens tokens) {
        this.locator = locator;
        this.tokens = tokens;
        this.sessions = sessions;
        this.cells = cells;
        this.durability = durability;
    }

    /**
     * Returns when the session survives a crash of this host.
     *
     * @throws ProblemException 400 outside the world, 421 when another host owns the position, 503 when the cell is full or does
     *     not answer
     */
    Admitted join(String player, double x, double y, CorrelationId correlation) {
        locator.requireAdmissible(x, y);
        if (!tokens.areVerifiable()) {
            throw CellClient.busy("the session key of this host is not on Kafka yet");
        }
        var opened = sessions.open(player);
        var session = opened.session();
        var entity = new Entity(session.id(), x, y, x, y);
        var done = admitted(session, entity);
        if (!durability.open(session, entity, correlation)) {
            withdraw(session, correlation);
            throw CellClient.busy("the session was not recorded: Kafka does not answer");
        }
        publish(new SessionStep(session, entity, done.cell(), done.epoch(), "Joined"), correlation);
        return new Admitted(session, new SessionTokenClaims(session.id(), session.epoch(), opened.secret()), done);
    }

    private CellAnswer.Done admitted(Session session, Entity entity) {
        try {
            var done = cells.atPosition(entity.x(), entity.y(), answer -> new CellInput.Enter(entity, answer));
            if (!sessions.entered(session.id(), done.cell())) {
                throw CellClient.busy("the cell moved to another host");
            }
            return done;
        } catch (ProblemException e) {
            sessions.close(session.id());
            throw e;
        }
    }

    /** When it is refused, no client has the session's token: the session ends as one whose client is gone. */
    private void publish(SessionStep step, CorrelationId correlation) {
        try {
            durability.joined(step, correlation);
        } catch (ProblemException e) {
            sessions.disconnected(step.session().id(), Duration.ZERO);
            throw e;
        }
    }

    /**
     * Withdraws a join whose record cannot be made durable. When the cell does not answer now, the session ends as one whose client
     * is gone.
     */
    private void withdraw(Session session, CorrelationId correlation) {
        try {
            durability.withdraw(session, correlation);
        } catch (ProblemException e) {
            sessions.disconnected(session.id(), Duration.ZERO);
            LOG.warnf("session %s was not recorded and will end later: %s", session.id(), e.getMessage());
        }
    }
}
