package io.fleetforge.cell.gateway;

import io.fleetforge.cell.fencing.Fence;
import io.fleetforge.cell.gateway.PlayerOperations.AuthenticatedSession;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.cell.session.Session;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.cell.session.SessionTokenClaims;
import io.fleetforge.cell.session.SessionTokens;
import io.fleetforge.cell.session.SessionTokens.TokenResult;
import io.fleetforge.runtime.problem.ProblemException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the session that a token belongs to. A token of an older epoch is only good for a new token; one of a higher epoch means
 * that the session is in flight to this host.
 */
final class TokenAuthenticator {

    private final SessionTokens tokens;
    private final SessionRegistry sessions;
    private final CellHost host;
    private final Fence fence;
    private final AbsentSessions absent;

    TokenAuthenticator(
            SessionTokens tokens, SessionRegistry sessions, CellHost host, Fence fence, AbsentSessions absent) {
        this.absent = absent;
        this.fence = fence;
        this.tokens = tokens;
        this.sessions = sessions;
        this.host = host;
    }

    /**
     * The session {@code id}, authenticated for an action on it.
     *
     * @throws ProblemException 401 for a token that is missing, forged, expired, another session's or of an older epoch; 404
     *     when the session has ended or is not on this host; 503 when it may arrive soon, or this host is self-fenced
     */
    Session authenticated(String id, @Nullable String token) {
        var claims = verified(token);
        if (!claims.session().equals(id)) {
            throw badToken();
        }
        var known = local(claims);
        if (claims.epoch() < known.session().epoch()) {
            throw new ProblemException(
                    401,
                    "old-epoch",
                    "the token is of epoch " + claims.epoch() + " and the session at "
                            + known.session().epoch() + "; resume it to get a new token");
        }
        return known.session();
    }

    /**
     * The session of a token that may be of an older epoch.
     *
     * @throws ProblemException as {@link #authenticated}, except for the older epoch
     */
    AuthenticatedSession resumed(@Nullable String token) {
        return local(verified(token));
    }

    /** The host that a token's session went to from here; empty when it is not known to have gone. */
    Optional<String> movedTo(String token) {
        var claims = verified(token);
        return sessions.find(claims.session()).isPresent() ? Optional.empty() : sessions.movedTo(claims.session());
    }

    /** @throws ProblemException 503 while other hosts cannot verify the tokens of this one */
    void requireVerifiableTokens() {
        if (!tokens.areVerifiable()) {
            throw CellClient.busy("the session key of this host is not on Kafka yet");
        }
    }

    /** A fresh token for the session. */
    String token(SessionTokenClaims claims) {
        return tokens.issue(claims);
    }

    private SessionTokenClaims verified(@Nullable String token) {
        if (token == null) {
            throw badToken();
        }
        return switch (tokens.verify(token)) {
            case TokenResult.Valid(var claims) -> claims;
            case TokenResult.Expired() ->
                throw new ProblemException(401, "expired-token", "the session token has expired");
            case TokenResult.Forged() -> throw badToken();
            case TokenResult.UnknownKey() ->
                throw ProblemException.retryLater(
                        503,
                        "key-not-yet-known",
                        "the key of the host that issued the session token is not known on this host yet",
                        1);
        };
    }

    private AuthenticatedSession local(SessionTokenClaims claims) {
        fence.requireOpen();
        var session = sessions.find(claims.session()).orElseThrow(() -> absent(claims));
        if (!session.isAuthenticatedBy(claims.secret())) {
            throw badToken();
        }
        if (claims.epoch() > session.epoch()) {
            throw notYetLocal();
        }
        sessions.active(session.id());
        absent.arrived(session.id());
        return new AuthenticatedSession(session, claims.at(session.epoch()));
    }

    /** Sessions are adopted before the topology counts as applied: until then their owner is not known. */
    private ProblemException absent(SessionTokenClaims claims) {
        var redirect = sessions.movedTo(claims.session());
        if (redirect.isPresent()) {
            return new ProblemException(421, "other-host", "the session is on host " + redirect.get() + " now");
        }
        if (sessions.hasEnded(claims.session())) {
            return new ProblemException(404, "session-ended", "the session has ended; join for a new one");
        }
        if (!absent.mayArrive(claims.session())) {
            return new ProblemException(
                    404,
                    "no-session",
                    "the session has not arrived on this host within " + AbsentSessions.LIMIT.toSeconds()
                            + " s: it has ended, or another host has it; locate it, or join for a new one");
        }
        return host.topology() == null || claims.epoch() > 1
                ? notYetLocal()
                : ProblemException.retryLater(
                        404,
                        "no-session",
                        "the session is not on this host: it ended, or another host has it or is about to",
                        1);
    }

    private static ProblemException notYetLocal() {
        return ProblemException.retryLater(503, "not-yet-adopted", "the session is not on this host yet", 1);
    }

    private static ProblemException badToken() {
        return new ProblemException(401, "bad-token", "the session token is missing or not this session's");
    }
}
