package io.fleetforge.cell.connection;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which socket a session plays on: the newest. Thread-safe. */
final class PlaySessions {

    private final Map<String, PlayClient> bySession = new ConcurrentHashMap<>();

    /** The session plays on this socket from now on; gives the one that it played on before. */
    Optional<PlayClient> take(String session, PlayClient client) {
        return Optional.ofNullable(bySession.put(session, client));
    }

    void release(String session, PlayClient client) {
        bySession.remove(session, client);
    }

    /** Takes the session off its socket. */
    Optional<PlayClient> clear(String session) {
        return Optional.ofNullable(bySession.remove(session));
    }
}
