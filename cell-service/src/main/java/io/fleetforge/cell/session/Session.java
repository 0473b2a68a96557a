package io.fleetforge.cell.session;

import io.fleetforge.contracts.hash.Sha256;
import io.fleetforge.contracts.message.SubjectClaim;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A player's session on this host. Its tokens carry a secret; only the secret's hash is stored, compared in constant time.
 * Thread-safe.
 */
public final class Session {

    private final String id;
    private final String player;
    private final long epoch;
    private final byte[] tokenHash;
    private volatile @Nullable SubjectClaim subject;
    private volatile String cell = "";
    private volatile long recordedMs;
    private volatile long activeNs;
    /** When the session ends unless its player is active before; null while it is connected or was never on a socket. */
    private volatile @Nullable Long expiresNs;

    private long lastSeq;

    /**
     * @param epoch 1 for the process that opened it, one more with each adoption
     * @param tokenHash SHA-256 of the secret in hexadecimal digits
     */
    Session(String id, String player, long epoch, String tokenHash, long nowNs) {
        this.activeNs = nowNs;
        this.id = Objects.requireNonNull(id, "id");
        this.player = Objects.requireNonNull(player, "player");
        this.epoch = epoch;
        this.tokenHash = HexFormat.of().parseHex(tokenHash);
    }

    public String id() {
        return id;
    }

    /** Subject of the ticket that opened the session, with its order once the opening record was read back; null in Open mode. */
    public @Nullable SubjectClaim subject() {
        return subject;
    }

    void of(@Nullable SubjectClaim claim) {
        subject = claim;
    }

    /** Whether the session may be handed off: with a subject only when its order is known. */
    public boolean isOrdered() {
        var claim = subject;
        return claim == null || claim.isOrdered();
    }

    public String player() {
        return player;
    }

    /** Rises with each adoption; a record of a lower epoch is out of date. */
    public long epoch() {
        return epoch;
    }

    /** Id of the cell that has the entity now; empty until the first cell accepted it. */
    public String cell() {
        return cell;
    }

    synchronized void in(String newCell) {
        cell = newCell;
    }

    /** The first cell answered; a crossing reported meanwhile stands. */
    synchronized void entered(String firstCell) {
        if (cell.isEmpty()) {
            cell = firstCell;
        }
    }

    /** Kafka has a record of this session that was written at {@code ms} of this host's clock. */
    public void recorded(long ms) {
        recordedMs = ms;
    }

    /** When the last such record was written; 0 when there is none. */
    public long recordedMs() {
        return recordedMs;
    }

    /** Accepts the number of an input; false when it is not above all before: a repetition, or too late. */
    public synchronized boolean accepts(long seq) {
        if (seq <= lastSeq) {
            return false;
        }
        lastSeq = seq;
        return true;
    }

    /** Highest number of an input accepted on this host, 0 for none. */
    public synchronized long lastSeq() {
        return lastSeq;
    }

    void active(long nowNs) {
        activeNs = nowNs;
        expiresNs = null;
    }

    void expiresAt(long ns) {
        expiresNs = ns;
    }

    boolean isExpired(long nowNs) {
        var expires = expiresNs;
        return expires != null && nowNs - expires >= 0;
    }

    long activeNs() {
        return activeNs;
    }

    public boolean isAuthenticatedBy(String candidate) {
        return MessageDigest.isEqual(tokenHash, hash(candidate));
    }

    /** SHA-256 of the secret, in hexadecimal digits. */
    public String tokenHash() {
        return HexFormat.of().formatHex(tokenHash);
    }

    static byte[] hash(String secret) {
        return Sha256.digest(secret);
    }
}
