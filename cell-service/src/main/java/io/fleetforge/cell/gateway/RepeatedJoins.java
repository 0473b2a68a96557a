package io.fleetforge.cell.gateway;

import io.fleetforge.cell.gateway.PlayerOperations.JoinResult;
import io.fleetforge.cell.gateway.PlayerOperations.JoinResult.Admitted;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.contracts.collection.LruMap;
import io.fleetforge.runtime.problem.ProblemException;
import io.fleetforge.runtime.rest.IdempotencyKey;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Joins that may be repeated after a lost answer: for thirty seconds the same key on the same host gets the same answer, while
 * the session is here; a redirect is decided anew. Bounded. Thread-safe.
 */
final class RepeatedJoins {

    private static final int MAX_KEYS = 4_096;

    static final Duration WINDOW = Duration.ofSeconds(30);

    private final SessionRegistry sessions;
    private final String what;
    private final LongSupplier nanoClock;
    private final Map<String, Answered> answers = new LruMap<>(MAX_KEYS);
    private final Set<String> joining = ConcurrentHashMap.newKeySet();

    /**
     * A join.
     *
     * @param owner joins one request at a time
     * @param key null: the join cannot be repeated
     * @param body digest of what a repetition has to be equal in
     */
    record Attempt(String owner, @Nullable String key, String body) {}

    private record Answered(Admitted admitted, String body, long atNs) {}

    /**
     * @param what the owner, for a client whose other join runs, such as {@code of the same subject}
     * @param nanoClock monotonic nanoseconds
     */
    RepeatedJoins(SessionRegistry sessions, String what, LongSupplier nanoClock) {
        this.sessions = sessions;
        this.what = what;
        this.nanoClock = nanoClock;
    }

    /**
     * Joins once per key, one request of an owner at a time.
     *
     * @param decide used when the key has no session
     * @throws ProblemException 422 when the session was opened by another body, 503 with Retry-After while another request of the
     *     owner runs
     */
    JoinResult join(Attempt attempt, Supplier<JoinResult> decide) {
        if (!joining.add(attempt.owner())) {
            throw CellClient.busy("another join " + what + " is in progress");
        }
        try {
            var known = known(attempt.key());
            if (known.isPresent()) {
                if (!known.get().body().equals(attempt.body())) {
                    throw IdempotencyKey.reused();
                }
                return known.get().admitted();
            }
            var result = decide.get();
            if (result instanceof Admitted admitted) {
                remember(attempt, admitted);
            }
            return result;
        } finally {
            joining.remove(attempt.owner());
        }
    }

    private synchronized Optional<Answered> known(@Nullable String key) {
        return Optional.ofNullable(key)
                .map(answers::get)
                .filter(answered -> nanoClock.getAsLong() - answered.atNs() < WINDOW.toNanos())
                .filter(answered -> sessions.has(answered.admitted().session()));
    }

    private synchronized void remember(Attempt attempt, Admitted admitted) {
        if (attempt.key() != null) {
            answers.put(attempt.key(), new Answered(admitted, attempt.body(), nanoClock.getAsLong()));
        }
    }
}
