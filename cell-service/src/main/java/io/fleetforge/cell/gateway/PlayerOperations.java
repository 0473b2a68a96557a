package io.fleetforge.cell.gateway;

import io.fleetforge.cell.gateway.Admission.Admitted;
import io.fleetforge.cell.gateway.TokenAuthenticator.AuthenticatedSession;
import io.fleetforge.cell.session.Session;
import io.fleetforge.cell.session.SessionTokenClaims;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What players may do on a host, the same for every edge. Refusals are {@link io.fleetforge.runtime.problem.ProblemException}s. */
@Singleton
public class PlayerOperations {

    private final Admission admission;
    private final TokenAuthenticator authenticator;
    private final SessionRemoval removal;
    private final CellLocator locator;

    PlayerOperations(
            Admission admission, TokenAuthenticator authenticator, SessionRemoval removal, CellLocator locator) {
        this.admission = admission;
        this.authenticator = authenticator;
        this.removal = removal;
        this.locator = locator;
    }

    /** As {@link Admission#join}. */
    public Admitted join(String player, double x, double y, CorrelationId correlation) {
        return admission.join(player, x, y, correlation);
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

    /** As {@link CellLocator#requireInWorld}. */
    public void requireInWorld(double x, double y) {
        locator.requireInWorld(x, y);
    }

    /** As {@link CellLocator#elsewhere}. */
    public Optional<CellAssignment> elsewhere(double x, double y) {
        return locator.elsewhere(x, y);
    }
}
