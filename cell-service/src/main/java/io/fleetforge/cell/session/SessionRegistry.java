package io.fleetforge.cell.session;

import io.fleetforge.cell.checkpoint.SavedSession;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The sessions of this host, at most one per player name: a second join of the same player is refused, so that a session cannot be
 * taken over without its token. Bounded by the cells' capacity. A session without activity for long is idle. Thread-safe.
 */
public final class SessionRegistry {

    private static final int SECRET_BYTES = 24;
    private static final int REMEMBERED_LIMIT = 65_536;

    /**
     * @param epoch records below are out of date
     * @param host where the session went; empty when it is or was here
     */
    private record Remembered(long epoch, String host) {}

    /** A session with its secret, which its tokens carry and nothing else keeps. */
    public record Opened(Session session, String secret) {}

    private final Map<String, Session> byId = new ConcurrentHashMap<>();
    private final Map<String, String> idByPlayer = new ConcurrentHashMap<>();
    /** Sessions that arrived or left; the least recently used is dropped first. */
    private final Map<String, Remembered> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
            return size() > REMEMBERED_LIMIT;
        }
    };

    private final SecureRandom random = new SecureRandom();
    private final LongSupplier nanoClock;
    private final Supplier<String> ids;

    /**
     * @param nanoClock monotonic nanoseconds
     */
    public SessionRegistry(LongSupplier nanoClock) {
        this(nanoClock, () -> UUID.randomUUID().toString());
    }

    /**
     * @param ids names of new sessions, each only once in a world
     */
    public SessionRegistry(LongSupplier nanoClock, Supplier<String> ids) {
        this.nanoClock = nanoClock;
        this.ids = ids;
    }

    /** Reserves a session for {@code player}; empty when the player has one here already. */
    public Optional<Opened> open(String player) {
        var id = ids.get();
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

    /** Result of adopting a session of another process. */
    public enum Adoption {
        ADOPTED,
        /** It is here, or it was here and went on since. */
        OUT_OF_DATE,
        /** Its player has another session here. */
        PLAYER_PRESENT
    }

    /** Adopts a session of another process, at the epoch after that of {@code saved}. */
    public synchronized Adoption adopt(SavedSession saved) {
        if (byId.containsKey(saved.id()) || saved.epoch() < known(saved.id())) {
            return Adoption.OUT_OF_DATE;
        }
        if (idByPlayer.putIfAbsent(saved.player(), saved.id()) != null) {
            return Adoption.PLAYER_PRESENT;
        }
        var epoch = saved.epoch() + 1;
        remembered.put(saved.id(), new Remembered(epoch, ""));
        byId.put(saved.id(), new Session(saved.id(), saved.player(), epoch, saved.tokenHash(), nanoClock.getAsLong()));
        return Adoption.ADOPTED;
    }

    /** Ends the session here: {@code host} has it from now on. */
    public synchronized Optional<Session> handOff(String host, String id) {
        var session = close(id);
        session.ifPresent(redirect -> remembered.put(id, new Remembered(redirect.epoch(), host)));
        return session;
    }

    /**
     * Adopts a session and hands it off to {@code host} in one step; returns the record to send, or empty when {@code saved} is out of
     * date. It has the next epoch: the receiver may know an older topology, and hand it back.
     */
    public synchronized Optional<SavedSession> forward(String host, SavedSession saved) {
        if (byId.containsKey(saved.id()) || saved.epoch() < known(saved.id())) {
            return Optional.empty();
        }
        remembered.put(saved.id(), new Remembered(saved.epoch() + 1, host));
        return Optional.of(new SavedSession(saved.entity(), saved.player(), saved.epoch() + 1, saved.tokenHash()));
    }

    /** Epochs of sessions as other processes know them: a record below is out of date. */
    public synchronized void remember(Map<String, Long> epochs) {
        epochs.forEach((id, epoch) -> {
            if (epoch > known(id)) {
                remembered.put(id, new Remembered(epoch, ""));
            }
        });
    }

    /** The host that a session went to from here, as far as that is remembered. */
    public synchronized Optional<String> movedTo(String id) {
        return Optional.ofNullable(remembered.get(id)).map(Remembered::host).filter(host -> !host.isEmpty());
    }

    private long known(String id) {
        var known = remembered.get(id);
        return known == null ? 0 : known.epoch();
    }

    public Optional<Session> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Whether it is still this very session that is here. */
    public boolean has(Session session) {
        return find(session.id())
                .filter(known -> known.epoch() == session.epoch())
                .isPresent();
    }

    /** Marks the session as active now. */
    public void active(String id) {
        find(id).ifPresent(session -> session.active(nanoClock.getAsLong()));
    }

    /** Sessions without activity for {@code limit} or longer. */
    public List<Session> idle(Duration limit) {
        var nowNs = nanoClock.getAsLong();
        return byId.values().stream()
                .filter(session -> nowNs - session.activeNs() >= limit.toNanos())
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
