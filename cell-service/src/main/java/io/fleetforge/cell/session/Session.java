package io.fleetforge.cell.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;

/** A player's presence on this host. The token proves whose it is; it is compared in constant time and never logged. */
public final class Session {

    private final String id;
    private final String player;
    private final byte[] token;
    private volatile String cell = "";

    Session(String id, String player, String token) {
        this.id = Objects.requireNonNull(id, "id");
        this.player = Objects.requireNonNull(player, "player");
        this.token = token.getBytes(StandardCharsets.UTF_8);
    }

    public String id() {
        return id;
    }

    public String player() {
        return player;
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

    public boolean isProvenBy(String candidate) {
        return MessageDigest.isEqual(token, candidate.getBytes(StandardCharsets.UTF_8));
    }
}
