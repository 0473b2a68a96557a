package io.fleetforge.cell.gateway;

import io.fleetforge.cell.fencing.Fence;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.cell.session.Session;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.cell.session.SessionTokenClaims;
import io.fleetforge.cell.session.SessionTokens;
import io.fleetforge.cell.session.SessionTokens.Verdict;
import io.fleetforge.runtime.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges whose session a token opens. A token of an older epoch only serves to get a new one; one of a higher epoch says that
 * the session is on its way here.
 */
@Singleton
public class TokenAuthenticator {

    private final SessionTokens tokens;
    private final SessionRegistry sessions;
    private final CellHost host;
    private final Fence fence;

    TokenAuthenticator(SessionTokens tokens, SessionRegistry sessions, CellHost host, Fence fence) {
        this.fence = fence;
        this.tokens = tokens;
        this.sessions = sessions;
        this.host = host;
    }

    /** A session that is here, and what proves it at its epoch now. */
    public record Known(Session session, SessionTokenClaims proof) {}

    /**
     * The session {@code id}, proven for an action on it.
     *
     * @throws ProblemException 401 for a token that is missing, forged, expired, another session's or of an older epoch; 404
     *     when the session is not here; 503 when it may be soon, or this host may not act
     */
    public Session proven(String id, @Nullable String token) {
        var proof = judged(token);
        if (!proof.session().equals(id)) {
            throw badToken();
        }
        var known = here(proof);
        if (proof.epoch() < known.session().epoch()) {
            throw new ProblemException(
                    401,
                    "old-epoch",
                    "the token is of epoch " + proof.epoch() + " and the session at "
                            + known.session().epoch() + "; resume it to get a new token");
        }
        return known.session();
    }

    /**
     * The session of a token that may be of an older epoch.
     *
     * @throws ProblemException as {@link #proven}, but for the older epoch
     */
    public Known resumed(@Nullable String token) {
        return here(judged(token));
    }

    /** The host that a token's session went to from here; empty when it is not known to have gone. */
    public Optional<String> goneTo(String token) {
        var proof = judged(token);
        return sessions.find(proof.session()).isPresent() ? Optional.empty() : sessions.goneTo(proof.session());
    }

    /** A fresh token for the session. */
    public String token(SessionTokenClaims proof) {
        return tokens.issue(proof);
    }

    private SessionTokenClaims judged(@Nullable String token) {
        if (token == null) {
            throw badToken();
        }
        return switch (tokens.judge(token)) {
            case Verdict.Proven(var proof) -> proof;
            case Verdict.Expired() -> throw new ProblemException(401, "expired-token", "the session token has expired");
            case Verdict.Forged() -> throw badToken();
        };
    }

    private Known here(SessionTokenClaims proof) {
        fence.requireOpen();
        var session = sessions.find(proof.session()).orElseThrow(() -> absent(proof));
        if (!session.isProvenBy(proof.secret())) {
            throw badToken();
        }
        if (proof.epoch() > session.epoch()) {
            throw notHereYet();
        }
        sessions.seen(session.id());
        return new Known(session, proof.at(session.epoch()));
    }

    /** Sessions are taken up before the topology counts as applied: until then nobody knows who is here. */
    private ProblemException absent(SessionTokenClaims proof) {
        var gone = sessions.goneTo(proof.session());
        if (gone.isPresent()) {
            return new ProblemException(421, "other-host", "the session is on host " + gone.get() + " now");
        }
        return host.topology() == null || proof.epoch() > 1
                ? notHereYet()
                : new ProblemException(
                        404,
                        "no-session",
                        "the session is not on this host: it ended, or another host has it or is about to",
                        List.of(),
                        Map.of("Retry-After", "1"));
    }

    private static ProblemException notHereYet() {
        return new ProblemException(
                503, "not-here-yet", "the session is not on this host yet", List.of(), Map.of("Retry-After", "1"));
    }

    private static ProblemException badToken() {
        return new ProblemException(401, "bad-token", "the session token is missing or not this session's");
    }
}
