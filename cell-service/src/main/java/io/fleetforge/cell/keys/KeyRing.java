package io.fleetforge.cell.keys;

import io.fleetforge.cell.limit.ArrivalWindow;
import io.fleetforge.contracts.collection.LruMap;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The public keys of the world's host processes, by id. Bounded: the least recently used is dropped first; the own key stays.
 * Thread-safe.
 */
public final class KeyRing {

    /** Hosts of a world times their restarts while a token lives, generously. */
    private static final int MAX_KEYS = 16_384;

    private static final int MAX_MISSING = 1_024;

    /** A record of a key that is not here this long after the first token of it will not arrive. */
    static final Duration ARRIVAL_LIMIT = Duration.ofSeconds(10);

    private final VerificationKey own;
    private final Map<String, PublicKey> keys = new LruMap<>(MAX_KEYS);
    private final ArrivalWindow missing;
    private boolean complete;
    private boolean ownPublished;

    /**
     * @param own of this process
     * @param nanoClock monotonic nanoseconds
     */
    public KeyRing(VerificationKey own, LongSupplier nanoClock) {
        this.own = own;
        this.missing = new ArrivalWindow(ARRIVAL_LIMIT, MAX_MISSING, nanoClock);
    }

    /** Takes a published key; the same one again changes nothing. */
    public synchronized void add(VerificationKey key) {
        ownPublished = ownPublished || key.kid().equals(own.kid());
        keys.put(key.kid(), key.publicKey());
        missing.arrived(key.kid());
    }

    /** The key, when it is known here. */
    public synchronized Optional<PublicKey> find(String kid) {
        return kid.equals(own.kid()) ? Optional.of(own.publicKey()) : Optional.ofNullable(keys.get(kid));
    }

    /** Whether the own key was read back from Kafka: before, other hosts do not verify tokens of this process. */
    public synchronized boolean isOwnPublished() {
        return ownPublished;
    }

    /** All keys that were published before this process started are read. */
    public synchronized void complete() {
        complete = true;
    }

    /** Whether a missing key may still arrive: its record may be a moment behind the first token that it signed. */
    public synchronized boolean mayArrive(String kid) {
        return !complete || missing.mayArrive(kid);
    }
}
