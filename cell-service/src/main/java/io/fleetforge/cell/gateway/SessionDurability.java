package io.fleetforge.cell.gateway;

import io.fleetforge.cell.fencing.Fence;
import io.fleetforge.cell.messaging.CellEventPublisher.SessionStep;
import io.fleetforge.cell.ownership.HostSessions;
import io.fleetforge.cell.session.Session;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.correlation.CorrelationId;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes sessions durable beyond this process, publishes them and ends them. */
final class SessionDurability {

    private static final long DURABLE_WITHIN_MS = 2000;

    private final HostSessions hostSessions;
    private final SessionRemoval removal;
    private final Fence fence;

    SessionDurability(HostSessions hostSessions, SessionRemoval removal, Fence fence) {
        this.hostSessions = hostSessions;
        this.removal = removal;
        this.fence = fence;
    }

    /** Writes the opened session to the journal; false when the record is not durable within two seconds. */
    boolean open(Session session, Entity entity, CorrelationId correlation) {
        return isDurable(hostSessions.open(session, entity, correlation));
    }

    /** Writes the session with its new token; false when the record is not durable within two seconds, though it is repeated. */
    boolean renew(Session session, Entity entity, CorrelationId correlation) {
        return isDurable(hostSessions.renew(session, entity, correlation));
    }

    /**
     * The session has a new token: the client that had the old one is disconnected.
     *
     * @throws io.fleetforge.runtime.problem.ProblemException 503 when the fence is closed
     */
    void renewed(Session session) {
        fence.requireOpen();
        hostSessions.renewed(session);
    }

    /**
     * Publishes the join.
     *
     * @throws io.fleetforge.runtime.problem.ProblemException 503 when the fence is closed: a successor may have read the journal
     *     before this join was in it
     */
    void joined(SessionStep step, CorrelationId correlation) {
        fence.requireOpen();
        hostSessions.joined(step, correlation);
    }

    /**
     * Ends a session that was not admitted.
     *
     * @throws io.fleetforge.runtime.problem.ProblemException when its cell does not answer
     */
    void withdraw(Session session, String reason, CorrelationId correlation) {
        hostSessions.track("end of " + session.id(), removal.leave(session, reason, correlation));
    }

    /** Whether {@code writing} succeeds within two seconds. */
    static boolean isDurable(CompletionStage<Void> writing) {
        try {
            writing.toCompletableFuture().get(DURABLE_WITHIN_MS, TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }
}
