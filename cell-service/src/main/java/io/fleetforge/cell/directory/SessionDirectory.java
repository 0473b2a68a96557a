package io.fleetforge.cell.directory;

import io.fleetforge.contracts.message.SessionRecord;
import io.fleetforge.contracts.message.SubjectClaim;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The living sessions of the world, by the records of its journal in their order. A subject has one session: of two the one whose
 * opening record is later. All hosts read the same order, so all agree. Memory grows with living sessions. Thread-safe.
 */
public final class SessionDirectory {

    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, Entry> sessions = new HashMap<>();
    private final Map<String, String> bySubject = new HashMap<>();
    private final Map<String, Awaited> awaited = new HashMap<>();
    private boolean complete;

    private record Entry(String host, long epoch, @Nullable SubjectClaim subject) {}

    private record Awaited(long epoch, CompletableFuture<Confirmed> record) {}

    /** A session and the host that wrote its last record. */
    public record Located(String session, String host) {}

    /**
     * A record of a session was read back.
     *
     * @param offset of the record
     * @param isCurrent whether no later session of the same subject was read before
     * @param count living sessions of the world up to that record, this one included
     */
    public record Confirmed(long offset, boolean isCurrent, int count) {}

    /**
     * Adds a listener.
     *
     * @param superseded receives the id of each session whose subject has a later one; on the thread that reads, so it returns at once
     */
    public void listen(Consumer<String> superseded) {
        listeners.add(superseded);
    }

    /** A record of the journal; one of a lower epoch than known of the session is out of date. */
    public void recorded(SessionRecord record, long offset) {
        settle(record, offset).ifPresent(loser -> listeners.forEach(listener -> listener.accept(loser)));
    }

    /** @return the session that has lost its subject */
    private synchronized Optional<String> settle(SessionRecord record, long offset) {
        var id = record.session();
        var known = sessions.get(id);
        if (known != null && record.epoch() < known.epoch()) {
            return Optional.empty();
        }
        var subject = record.subject();
        var claim = subject == null ? null : subject.readAt(offset);
        sessions.put(id, new Entry(record.host(), record.epoch(), claim));
        var loser = claim == null ? Optional.<String>empty() : claim(id, claim);
        var waiting = awaited.get(id);
        if (waiting != null && record.epoch() >= waiting.epoch()) {
            waiting.record().complete(new Confirmed(offset, !loser.equals(Optional.of(id)), sessions.size()));
        }
        return loser;
    }

    private Optional<String> claim(String id, SubjectClaim claim) {
        var holder = bySubject.get(claim.hash());
        var held = holder == null || holder.equals(id) ? null : sessions.get(holder);
        if (held == null || held.subject() == null || held.subject().order() < claim.order()) {
            bySubject.put(claim.hash(), id);
            return held == null ? Optional.empty() : Optional.of(String.valueOf(holder));
        }
        return Optional.of(id);
    }

    /** The session has ended. */
    public synchronized void ended(String session) {
        var entry = sessions.remove(session);
        if (entry != null && entry.subject() != null) {
            bySubject.remove(entry.subject().hash(), session);
        }
    }

    /** Everything that the journal held at the start is read. */
    public synchronized void complete() {
        complete = true;
    }

    /** Whether {@link #current} and {@link #size} cover all living sessions. */
    public synchronized boolean isComplete() {
        return complete;
    }

    /** The session of the subject, empty for none. */
    public synchronized Optional<Located> current(String subjectHash) {
        return Optional.ofNullable(bySubject.get(subjectHash))
                .flatMap(id -> Optional.ofNullable(sessions.get(id)).map(entry -> new Located(id, entry.host())));
    }

    /** Living sessions of the world. */
    public synchronized int size() {
        return sessions.size();
    }

    /**
     * Completes when a record of the session of that epoch or a higher one is read; call before it is written, and {@link #forget} in the
     * end.
     */
    public synchronized CompletionStage<Confirmed> await(String session, long epoch) {
        var known = awaited.get(session);
        if (known == null || known.epoch() != epoch) {
            known = new Awaited(epoch, new CompletableFuture<>());
            awaited.put(session, known);
        }
        return known.record();
    }

    /** Nothing awaits the session's record. */
    public synchronized void forget(String session) {
        awaited.remove(session);
    }
}
