package io.fleetforge.cell.connection;

import io.fleetforge.cell.config.CellConfig;
import io.fleetforge.cell.interest.ClientView;
import io.fleetforge.cell.session.Session;
import io.fleetforge.cell.session.SessionTokenClaims;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The sessions that are played on sockets, each on the newest one. Thread-safe. */
@Singleton
final class PlaySessions {

    private final SessionGateway gateway;
    private final AreaOfInterest areaOfInterest;
    private final int viewLimit;
    private final Duration tokenLife;
    private final LongSupplier clock;
    private final Map<String, PlayClient> bySession = new ConcurrentHashMap<>();

    @Inject
    PlaySessions(HostSessionGateway gateway, AreaOfInterest areaOfInterest, CellConfig config) {
        this(gateway, areaOfInterest, config.play().viewLimit(), config.sessionTokenLife(), System::nanoTime);
    }

    /**
     * @param viewLimit most entities in a view
     * @param clock monotonic nanoseconds
     */
    PlaySessions(
            SessionGateway gateway,
            AreaOfInterest areaOfInterest,
            int viewLimit,
            Duration tokenLife,
            LongSupplier clock) {
        this.gateway = gateway;
        this.areaOfInterest = areaOfInterest;
        this.viewLimit = viewLimit;
        this.tokenLife = tokenLife;
        this.clock = clock;
    }

    /**
     * An admitted session for a socket, bound to none yet.
     *
     * @param fresh whether the session is new, so that no client has its token yet
     */
    PlaySession create(Session session, SessionTokenClaims claims, boolean fresh) {
        return new PlaySession(
                session,
                new ClientToken(gateway, claims, tokenLife, clock.getAsLong()),
                fresh,
                areaOfInterest,
                new ClientView(session.id(), areaOfInterest::name, viewLimit));
    }

    /** Binds the session to this socket; returns the client it was bound to before. */
    Optional<PlayClient> bind(String session, PlayClient client) {
        return Optional.ofNullable(bySession.put(session, client));
    }

    /** Unbinds the session from this socket; false when it is bound to a newer one, or to none. */
    boolean release(String session, PlayClient client) {
        return bySession.remove(session, client);
    }

    /** Unbinds the session from its socket. */
    Optional<PlayClient> clear(String session) {
        return Optional.ofNullable(bySession.remove(session));
    }
}
