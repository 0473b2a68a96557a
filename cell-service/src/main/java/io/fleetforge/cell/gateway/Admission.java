package io.fleetforge.cell.gateway;

import io.fleetforge.cell.gateway.PlayerOperations.JoinResult;
import io.fleetforge.cell.gateway.PlayerOperations.JoinResult.Admitted;
import io.fleetforge.cell.gateway.PlayerOperations.JoinResult.OtherHost;
import io.fleetforge.cell.join.JoinPolicy;
import io.fleetforge.cell.join.JoinRequest;
import io.fleetforge.cell.messaging.CellEventPublisher.SessionStep;
import io.fleetforge.cell.runtime.CellAnswer;
import io.fleetforge.cell.runtime.CellInput;
import io.fleetforge.cell.session.Session;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.cell.session.SessionTokenClaims;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.SubjectClaim;
import io.fleetforge.runtime.problem.ProblemException;
import io.fleetforge.runtime.rest.IdempotencyKey;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Admission of a join: the policy takes it, its subject has no session yet, its position is on this host, a cell has capacity, and a
 * journal record outlives this host. All or nothing. Blocks; for virtual threads only.
 */
final class Admission {

    private static final Logger LOG = Logger.getLogger(Admission.class);

    private final CellLocator locator;
    private final SessionRegistry sessions;
    private final CellClient cells;
    private final SessionDurability durability;
    private final JoinPolicy policy;
    private final SubjectSessions subjects;
    private final RepeatedJoins keyed;

    Admission(
            CellLocator locator,
            SessionRegistry sessions,
            CellClient cells,
            SessionDurability durability,
            JoinPolicy policy) {
        this.locator = locator;
        this.sessions = sessions;
        this.cells = cells;
        this.durability = durability;
        this.policy = policy;
        this.subjects = new SubjectSessions(sessions, cells, durability, policy, locator);
        this.keyed = new RepeatedJoins(sessions, "with the same " + IdempotencyKey.HEADER, System::nanoTime);
    }

    /**
     * Returns when the session survives a crash of this host, or with the host to join instead.
     *
     * @throws ProblemException 400 outside the world, 503 when the cell is full or does not answer, and as {@link JoinPolicy#admit}
     */
    JoinResult join(JoinRequest request, CorrelationId correlation) {
        locator.requireAdmissible(request.x(), request.y());
        return policy.admit(request)
                .map(ticket -> subjects.join(
                        ticket,
                        correlation,
                        () -> atPosition(request, SubjectClaim.opening(ticket.subjectHash()), correlation)))
                .orElseGet(() -> anonymous(request, correlation));
    }

    private JoinResult anonymous(JoinRequest request, CorrelationId correlation) {
        var key = request.key();
        return key == null
                ? atPosition(request, null, correlation)
                : keyed.join(
                        new RepeatedJoins.Attempt(key.digest(), key.digest(), key.body()),
                        () -> atPosition(request, null, correlation));
    }

    private JoinResult atPosition(JoinRequest request, @Nullable SubjectClaim subject, CorrelationId correlation) {
        var elsewhere = locator.elsewhere(request.x(), request.y());
        return elsewhere.isPresent()
                ? new OtherHost(elsewhere.get().host(), elsewhere.get().id())
                : opened(request, subject, correlation);
    }

    private JoinResult opened(JoinRequest request, @Nullable SubjectClaim subject, CorrelationId correlation) {
        policy.requireRoom();
        var opened = sessions.open(request.player(), subject);
        var session = opened.session();
        var entity = new Entity(session.id(), request.x(), request.y(), request.x(), request.y());
        var done = admitted(session, entity);
        policy.await(session);
        if (!durability.open(session, entity, correlation)) {
            policy.forget(session);
            withdraw(session, "NotDurable", correlation);
            throw CellClient.busy("the session was not recorded: Kafka does not answer");
        }
        confirm(session, correlation);
        publish(new SessionStep(session, entity, done.cell(), done.epoch(), "Joined"), correlation);
        return new Admitted(
                session, new SessionTokenClaims(session.id(), session.epoch(), opened.secret()), done, false);
    }

    private void confirm(Session session, CorrelationId correlation) {
        try {
            var offset = policy.confirmed(session);
            if (offset.isPresent() && !sessions.ordered(session.id(), offset.get())) {
                throw CellClient.busy("the cell moved to another host");
            }
        } catch (ProblemException e) {
            withdraw(session, "NotAdmitted", correlation);
            throw e;
        }
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
     * Withdraws a join that cannot be acknowledged. When the cell does not answer now, the session ends as one whose client is gone.
     */
    private void withdraw(Session session, String reason, CorrelationId correlation) {
        try {
            durability.withdraw(session, reason, correlation);
        } catch (ProblemException e) {
            sessions.disconnected(session.id(), Duration.ZERO);
            LOG.warnf("session %s was not admitted and will end later: %s", session.id(), e.getMessage());
        }
    }
}
