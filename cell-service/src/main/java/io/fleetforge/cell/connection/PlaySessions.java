package io.fleetforge.cell.connection;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which socket a session plays on: the newest. Thread-safe. */
@Singleton
final class PlaySessions {

    private final Map<String, PlayClient> bySession = new ConcurrentHashMap<>();

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
