package io.fleetforge.cell.gateway;

import io.fleetforge.cell.fencing.Fence;
import io.fleetforge.cell.join.JoinPolicy;
import io.fleetforge.cell.join.JoinRequest;
import io.fleetforge.cell.ownership.HostSessions;
import io.fleetforge.cell.runtime.CellAnswer;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.cell.runtime.CellInput;
import io.fleetforge.cell.session.Session;
import io.fleetforge.cell.session.SessionTokenClaims;
import io.fleetforge.cell.session.SessionTokens;
import io.fleetforge.contracts.correlation.CorrelationId;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What players may do on a host, the same for every edge. Refusals are {@link io.fleetforge.runtime.problem.ProblemException}s. */
public final class PlayerOperations {

    private final Admission admission;
    private final TokenAuthenticator authenticator;
    private final SessionRemoval removal;
    private final CellLocator locator;
    private final CellClient cells;

    public PlayerOperations(
            CellHost host, HostSessions hostSessions, SessionTokens tokens, Fence fence, JoinPolicy policy) {
        var registry = hostSessions.registry();
        cells = new CellClient(host, registry);
        locator = new CellLocator(host, fence);
        removal = new SessionRemoval(cells, hostSessions, fence);
        admission =
                new Admission(locator, registry, cells, new SessionDurability(hostSessions, removal, fence), policy);
        authenticator = new TokenAuthenticator(tokens, registry, host, fence, new AbsentSessions(System::nanoTime));
    }

    /** Outcome of a join. */
    public sealed interface JoinResult {

        /**
         * A session of this host with the claims of its token and its cell.
         *
         * @param continued whether the subject had the session before; else it is new
         */
        record Admitted(Session session, SessionTokenClaims claims, CellAnswer.Done done, boolean continued)
                implements JoinResult {}

        /**
         * Join there.
         *
         * @param cell empty when the session of the subject is there
         */
        record OtherHost(String host, String cell) implements JoinResult {}
    }

    /** A session of this host and the claims of a token at its present epoch. */
    public record AuthenticatedSession(Session session, SessionTokenClaims claims) {}

    /** As {@link Admission#join}. */
    public JoinResult join(JoinRequest request, CorrelationId correlation) {
        authenticator.requireVerifiableTokens();
        return admission.join(request, correlation);
    }

    /** As {@link TokenAuthenticator#resumed}. */
    public AuthenticatedSession resume(@Nullable String token) {
        return authenticator.resumed(token);
    }

    /** Host that the session of {@code token} moved to; empty when it did not, or the token is invalid. */
    public Optional<String> movedTo(String token) {
        return authenticator.movedTo(token);
    }

    /** As {@link TokenAuthenticator#authenticated}. */
    public Session authenticated(String id, @Nullable String token) {
        return authenticator.authenticated(id, token);
    }

    public String token(SessionTokenClaims claims) {
        return authenticator.token(claims);
    }

    /** As {@link SessionRemoval#leave}. */
    public CompletionStage<Void> leave(Session session, String reason, CorrelationId correlation) {
        return removal.leave(session, reason, correlation);
    }

    /** As {@link #leave}, and waits; false when the end is not durable within two seconds. */
    public boolean leaveDurably(Session session, String reason, CorrelationId correlation) {
        return SessionDurability.isDurable(leave(session, reason, correlation));
    }

    /** Where the session is; blocks until its cell answers. As {@link CellClient#ofSession}. */
    public CellAnswer.Done locate(Session session) {
        return cells.ofSession(session, answer -> new CellInput.Locate(session.id(), answer));
    }

    /**
     * Sets the target of the session; blocks until its cell answers. As {@link CellClient#ofSession}.
     *
     * @throws io.fleetforge.runtime.problem.ProblemException also 400 when the target is outside the world
     */
    public CellAnswer.Done move(Session session, double x, double y) {
        requireInWorld(x, y);
        return cells.ofSession(session, answer -> new CellInput.SetTarget(session.id(), x, y, answer));
    }

    /** As {@link CellLocator#requireInWorld}. */
    public void requireInWorld(double x, double y) {
        locator.requireInWorld(x, y);
    }
}
