package io.fleetforge.cell.session;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The sessions of this host, at most one per player name: a second join of the same player is refused, so that nobody takes
 * over a session without its token. Bounded by the cells' capacity. Who is not heard of for long is idle. Thread-safe.
 */
public final class SessionRegistry {

    private static final int SECRET_BYTES = 24;

    /** A session with its secret, which its tokens carry and nothing else keeps. */
    public record Opened(Session session, String secret) {}

    private final Map<String, Session> byId = new ConcurrentHashMap<>();
    private final Map<String, String> idByPlayer = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final LongSupplier nanoClock;

    /**
     * @param nanoClock monotonic nanoseconds
     */
    public SessionRegistry(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** Reserves a session for {@code player}; empty when the player has one here already. */
    public Optional<Opened> open(String player) {
        var id = UUID.randomUUID().toString();
        if (idByPlayer.putIfAbsent(player, id) != null) {
            return Optional.empty();
        }
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var session = new Session(id, player, 1, HexFormat.of().formatHex(Session.hash(secret)), nanoClock.getAsLong());
        byId.put(id, session);
        return Optional.of(new Opened(session, secret));
    }

    /**
     * Takes up a session that another process had; false when it, or another session of the player, is here already.
     *
     * @param epoch the session's from now on: one above that of its word
     * @param tokenHash SHA-256 of its secret in hexadecimal digits
     */
    public boolean restore(String id, String player, long epoch, String tokenHash) {
        if (idByPlayer.putIfAbsent(player, id) != null) {
            return false;
        }
        byId.put(id, new Session(id, player, epoch, tokenHash, nanoClock.getAsLong()));
        return true;
    }

    public Optional<Session> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The session's player was heard of. */
    public void seen(String id) {
        find(id).ifPresent(session -> session.seen(nanoClock.getAsLong()));
    }

    /** Sessions whose player was not heard of for {@code limit} or longer. */
    public List<Session> idle(Duration limit) {
        var nowNs = nanoClock.getAsLong();
        return byId.values().stream()
                .filter(session -> nowNs - session.seenNs() >= limit.toNanos())
                .toList();
    }

    /** The session is in its first cell; false when it ended meanwhile. */
    public boolean entered(String id, String cell) {
        var session = find(id);
        session.ifPresent(known -> known.entered(cell));
        return session.isPresent();
    }

    public void moved(String id, String cell) {
        find(id).ifPresent(session -> session.in(cell));
    }

    public Optional<Session> close(String id) {
        var session = byId.remove(id);
        if (session != null) {
            idByPlayer.remove(session.player(), id);
        }
        return Optional.ofNullable(session);
    }

    public int size() {
        return byId.size();
    }
}
