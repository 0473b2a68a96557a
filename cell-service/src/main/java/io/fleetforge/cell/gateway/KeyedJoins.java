package io.fleetforge.cell.gateway;

import io.fleetforge.cell.gateway.PlayerOperations.JoinResult;
import io.fleetforge.cell.join.JoinKey;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.contracts.collection.LruMap;
import io.fleetforge.runtime.problem.ProblemException;
import io.fleetforge.runtime.rest.IdempotencyKey;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Joins without a ticket under an idempotency key: a repetition within thirty seconds on the same host answers the session that the first
 * one opened, while that session is here. Bounded. Thread-safe.
 */
final class KeyedJoins {

    private static final int MAX_KEYS = 4_096;

    private final SessionRegistry sessions;
    private final RepeatedJoins repeated = new RepeatedJoins(System::nanoTime);
    private final Map<String, String> bodies = new LruMap<>(MAX_KEYS);
    private final Set<String> joining = ConcurrentHashMap.newKeySet();

    KeyedJoins(SessionRegistry sessions) {
        this.sessions = sessions;
    }

    /**
     * Joins once per key, one request at a time.
     *
     * @param open used when the key has no session
     * @throws ProblemException 422 when the session was opened by another body, 503 with Retry-After while the first request runs
     */
    JoinResult join(JoinKey key, Supplier<JoinResult> open) {
        if (!joining.add(key.digest())) {
            throw CellClient.busy("another join with the same " + IdempotencyKey.HEADER + " is in progress");
        }
        try {
            var answered = repeated.answer(key.digest()).filter(admitted -> sessions.has(admitted.session()));
            if (answered.isPresent()) {
                requireSameBody(key);
                return answered.get();
            }
            var result = open.get();
            if (result instanceof JoinResult.Admitted) {
                repeated.answered(key.digest(), result);
                remember(key);
            }
            return result;
        } finally {
            joining.remove(key.digest());
        }
    }

    private synchronized void requireSameBody(JoinKey key) {
        if (!key.body().equals(bodies.get(key.digest()))) {
            throw IdempotencyKey.reused();
        }
    }

    private synchronized void remember(JoinKey key) {
        bodies.put(key.digest(), key.body());
    }
}
