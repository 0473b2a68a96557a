package io.fleetforge.cell.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A player's presence on this host. Its tokens carry a secret that proves whose it is; only the secret's hash is kept,
 * compared in constant time. Thread-safe.
 */
public final class Session {

    private final String id;
    private final String player;
    private final long epoch;
    private final byte[] tokenHash;
    private volatile String cell = "";
    private volatile long seenNs;
    private long lastSeq;

    /**
     * @param epoch 1 for the process that opened it, one more with each that takes it up
     * @param tokenHash SHA-256 of the secret in hexadecimal digits
     */
    Session(String id, String player, long epoch, String tokenHash, long nowNs) {
        this.seenNs = nowNs;
        this.id = Objects.requireNonNull(id, "id");
        this.player = Objects.requireNonNull(player, "player");
        this.epoch = epoch;
        this.tokenHash = HexFormat.of().parseHex(tokenHash);
    }

    public String id() {
        return id;
    }

    public String player() {
        return player;
    }

    /** Rises with each process that takes the session up; what a lower one says of it is out of date. */
    public long epoch() {
        return epoch;
    }

    /** Id of the cell that owns it now; empty until one took it in. */
    public String cell() {
        return cell;
    }

    synchronized void in(String newCell) {
        cell = newCell;
    }

    /** The first cell answered; a later word of where it moved meanwhile stands. */
    synchronized void entered(String firstCell) {
        if (cell.isEmpty()) {
            cell = firstCell;
        }
    }

    /** Takes the number of an input; false when it is not above all before: the input was sent again, or came too late. */
    public synchronized boolean takes(long seq) {
        if (seq <= lastSeq) {
            return false;
        }
        lastSeq = seq;
        return true;
    }

    /** Highest number of an input taken on this host, 0 for none. */
    public synchronized long lastSeq() {
        return lastSeq;
    }

    void seen(long nowNs) {
        seenNs = nowNs;
    }

    long seenNs() {
        return seenNs;
    }

    public boolean isProvenBy(String candidate) {
        return MessageDigest.isEqual(tokenHash, hash(candidate));
    }

    /** SHA-256 of the secret, in hexadecimal digits. */
    public String tokenHash() {
        return HexFormat.of().formatHex(tokenHash);
    }

    static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
