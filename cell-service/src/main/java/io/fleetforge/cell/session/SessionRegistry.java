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
 * The sessions of this host, at most one per player name: a second join of the same player is refused, so that nobody takes
 * over a session without its token. Bounded by the cells' capacity. Who is not heard of for long is idle. Thread-safe.
 */
public final class SessionRegistry {

    private static final int SECRET_BYTES = 24;
    private static final int HEARD_LIMIT = 65_536;

    /**
     * @param epoch words below are out of date
     * @param host where the session went; empty when it is or was here
     */
    private record Heard(long epoch, String host) {}

    /** A session with its secret, which its tokens carry and nothing else keeps. */
    public record Opened(Session session, String secret) {}

    private final Map<String, Session> byId = new ConcurrentHashMap<>();
    private final Map<String, String> idByPlayer = new ConcurrentHashMap<>();
    /** Sessions that came or went; the longest untouched is forgotten first. */
    private final Map<String, Heard> heard = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Heard> eldest) {
            return size() > HEARD_LIMIT;
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

    /** What came of a session that another process had. */
    public enum Taken {
        TAKEN,
        /** It is here, or it was here and went on since. */
        OUT_OF_DATE,
        /** Its player has another session here. */
        PLAYER_IS_HERE
    }

    /** Takes up a session that another process had, at the epoch after that of the word. */
    public synchronized Taken takeUp(SavedSession word) {
        if (byId.containsKey(word.id()) || word.epoch() < known(word.id())) {
            return Taken.OUT_OF_DATE;
        }
        if (idByPlayer.putIfAbsent(word.player(), word.id()) != null) {
            return Taken.PLAYER_IS_HERE;
        }
        var epoch = word.epoch() + 1;
        heard.put(word.id(), new Heard(epoch, ""));
        byId.put(word.id(), new Session(word.id(), word.player(), epoch, word.tokenHash(), nanoClock.getAsLong()));
        return Taken.TAKEN;
    }

    /** Ends the session here: {@code host} has it from now on. */
    public synchronized Optional<Session> giveTo(String host, String id) {
        var session = close(id);
        session.ifPresent(gone -> heard.put(id, new Heard(gone.epoch(), host)));
        return session;
    }

    /** A word of a session that went on to {@code host} at once; false when it is out of date. */
    public synchronized boolean passOn(String host, SavedSession word) {
        if (byId.containsKey(word.id()) || word.epoch() < known(word.id())) {
            return false;
        }
        heard.put(word.id(), new Heard(word.epoch() + 1, host));
        return true;
    }

    /** Epochs of sessions as others know them: a word below is out of date. */
    public synchronized void remember(Map<String, Long> epochs) {
        epochs.forEach((id, epoch) -> {
            if (epoch > known(id)) {
                heard.put(id, new Heard(epoch, ""));
            }
        });
    }

    /** The host that a session went to from here, as far as that is remembered. */
    public synchronized Optional<String> goneTo(String id) {
        return Optional.ofNullable(heard.get(id)).map(Heard::host).filter(host -> !host.isEmpty());
    }

    private long known(String id) {
        var known = heard.get(id);
        return known == null ? 0 : known.epoch();
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
