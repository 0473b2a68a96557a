package io.fleetforge.cell.session;

import io.fleetforge.cell.checkpoint.SavedSession;
import io.fleetforge.contracts.collection.LruMap;
import io.fleetforge.contracts.message.SubjectClaim;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of this host. The name of a player is a label that sessions may share: only the token of a session gives access to
 * it. Bounded by the cells' capacity. A session without activity for long is idle. Thread-safe.
 */
public final class SessionRegistry {

    private static final int SECRET_BYTES = 24;
    private static final int REMEMBERED_LIMIT = 65_536;

    /**
     * @param epoch records below are out of date
     * @param host where the session went; empty when it is or was here
     * @param ended whether it ended here: then every record of it is out of date
     */
    private record Remembered(long epoch, String host, boolean ended) {}

    /** A session with its secret, which its tokens carry and nothing else keeps. */
    public record Opened(Session session, String secret) {}

    private final Map<String, Session> byId = new ConcurrentHashMap<>();
    /** Sessions that arrived, left or ended; the least recently used is dropped first. */
    private final Map<String, Remembered> remembered = new LruMap<>(REMEMBERED_LIMIT);

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

    /** Reserves a session for a player of this name. */
    public Opened open(String player) {
        return open(player, null);
    }

    /**
     * Reserves a session for a player of this name.
     *
     * @param subject of its ticket; null in Open mode
     */
    public Opened open(String player, @Nullable SubjectClaim subject) {
        var secret = secret();
        var session = new Session(ids.get(), player, 1, hash(secret), nanoClock.getAsLong());
        session.of(subject);
        byId.put(session.id(), session);
        return new Opened(session, secret);
    }

    /**
     * Gives a session of this host a new secret and the next epoch, so that all earlier tokens of it are void; empty when it is not
     * here any longer.
     */
    public synchronized Optional<Opened> renew(String id) {
        var secret = secret();
        var renewed = byId.computeIfPresent(id, (key, known) -> {
            var next = new Session(key, known.player(), known.epoch() + 1, hash(secret), nanoClock.getAsLong());
            next.of(known.subject());
            next.in(known.cell());
            return next;
        });
        return Optional.ofNullable(renewed).map(session -> new Opened(session, secret));
    }

    /** The opening record of the session is at this offset of the journal; false when the session is not here any longer. */
    public synchronized boolean ordered(String id, long offset) {
        var session = byId.get(id);
        if (session == null) {
            return false;
        }
        var claim = session.subject();
        session.of(claim == null ? null : claim.at(offset));
        return true;
    }

    /** Ends a session of a subject whose order is not known yet: its join will be refused. Empty for any other session. */
    public synchronized Optional<Session> endUnordered(String id) {
        return find(id).filter(session -> !session.isOrdered()).flatMap(session -> end(id));
    }

    private String secret() {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String hash(String secret) {
        return HexFormat.of().formatHex(Session.hash(secret));
    }

    /**
     * Adopts a session of another process, at the epoch after that of {@code saved}.
     *
     * @return false when the record is out of date: the session is here, or it was here and moved on or ended since
     */
    public synchronized boolean adopt(SavedSession saved) {
        if (isOutOfDate(saved)) {
            return false;
        }
        var epoch = saved.epoch() + 1;
        remembered.put(saved.id(), new Remembered(epoch, "", false));
        var session = new Session(saved.id(), saved.player(), epoch, saved.tokenHash(), nanoClock.getAsLong());
        session.of(saved.subject());
        byId.put(saved.id(), session);
        return true;
    }

    private boolean isOutOfDate(SavedSession saved) {
        var known = remembered.get(saved.id());
        return byId.containsKey(saved.id()) || (known != null && (known.ended() || saved.epoch() < known.epoch()));
    }

    /** Ends the session here: {@code host} has it from now on. */
    public synchronized Optional<Session> handOff(String host, String id) {
        var session = close(id);
        session.ifPresent(redirect -> remembered.put(id, new Remembered(redirect.epoch(), host, false)));
        return session;
    }

    /**
     * Adopts a session and hands it off to {@code host} in one step; returns the record to send, or empty when {@code saved} is out of
     * date. It has the next epoch: the receiver may know an older topology, and hand it back.
     */
    public synchronized Optional<SavedSession> forward(String host, SavedSession saved) {
        if (isOutOfDate(saved)) {
            return Optional.empty();
        }
        remembered.put(saved.id(), new Remembered(saved.epoch() + 1, host, false));
        return Optional.of(new SavedSession(
                saved.entity(), saved.player(), saved.epoch() + 1, saved.tokenHash(), saved.subject()));
    }

    /** Epochs of sessions as other processes know them: a record below is out of date. */
    public synchronized void remember(Map<String, Long> epochs) {
        epochs.forEach((id, epoch) -> {
            var known = remembered.get(id);
            if (known == null || epoch > known.epoch()) {
                remembered.put(id, new Remembered(epoch, "", known != null && known.ended()));
            }
        });
    }

    /** The host that a session went to from here, as far as that is remembered. */
    public synchronized Optional<String> movedTo(String id) {
        return Optional.ofNullable(remembered.get(id)).map(Remembered::host).filter(host -> !host.isEmpty());
    }

    /** Whether the session ended on this host, as far as that is remembered. */
    public synchronized boolean hasEnded(String id) {
        var known = remembered.get(id);
        return known != null && known.ended();
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

    /** The session's player is gone: the session expires after {@code grace}, unless the player is active before. */
    public void disconnected(String id, Duration grace) {
        find(id).ifPresent(session -> session.expiresAt(nanoClock.getAsLong() + grace.toNanos()));
    }

    /** Sessions without activity for {@code limit} or longer. */
    public List<Session> idle(Duration limit) {
        var nowNs = nanoClock.getAsLong();
        return byId.values().stream()
                .filter(session -> nowNs - session.activeNs() >= limit.toNanos())
                .toList();
    }

    /** Sessions whose players are gone for longer than their grace time. */
    public List<Session> expired() {
        var nowNs = nanoClock.getAsLong();
        return byId.values().stream()
                .filter(session -> session.isExpired(nowNs))
                .toList();
    }

    /** The session is in its first cell; false when it ended meanwhile. */
    public boolean entered(String id, String cell) {
        var session = find(id);
        session.ifPresent(known -> known.entered(cell));
        return session.isPresent();
    }

    public void moved(String id, String cell) {
        byId.computeIfPresent(id, (key, session) -> {
            session.in(cell);
            return session;
        });
    }

    /** Removes a session that this host does not own any longer, or that was never admitted. */
    public Optional<Session> close(String id) {
        return Optional.ofNullable(byId.remove(id));
    }

    /** Removes a session that has ended; it is not adopted again. */
    public synchronized Optional<Session> end(String id) {
        var session = close(id);
        session.ifPresent(ended -> remembered.put(id, new Remembered(ended.epoch(), "", true)));
        return session;
    }

    public int size() {
        return byId.size();
    }
}
