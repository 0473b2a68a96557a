package io.fleetforge.cell.recovery;

import io.fleetforge.cell.checkpoint.Checkpoint;
import io.fleetforge.cell.checkpoint.SavedSession;
import io.fleetforge.cell.checkpoint.SessionOwner;
import io.fleetforge.contracts.message.TopologyMessage;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Which sessions a host may take up again. Of each session the newest word counts, journal, handoff or checkpoint: that of
 * the highest epoch, and there the handoff, since who gave a session away has no say any more; else the latest. It says
 * where the session stood and who had it or was given it. It may be taken up when that process is gone for certain, see
 * {@link SessionOwner#isGone}: what a living host has is never taken. Pure.
 */
public final class SessionRecovery {

    /** Older checkpoints may name sessions that ended so long ago that the mark of their end is gone from the journal. */
    static final Duration HORIZON = Duration.ofDays(1);
    /** As with checkpoints; marks of ends are kept for seven days. */
    static final Duration GIVEN_HORIZON = Duration.ofDays(6);

    private final Map<String, Word> newest;
    private final RecoveryLog past;

    private record Word(SessionOwner owner, boolean given, long atMs, SavedSession session) {}

    /** Clocks of two hosts do not compare; what one epoch says of a session comes from one process. */
    private static final Comparator<Word> NEWNESS = Comparator.comparingLong(
                    (Word word) -> word.session().epoch())
            .thenComparing(Word::given)
            .thenComparingLong(Word::atMs);

    private SessionRecovery(Map<String, Word> newest, RecoveryLog past) {
        this.newest = newest;
        this.past = past;
    }

    /**
     * @param uid of the world; words of others are passed over
     */
    public static SessionRecovery of(String uid, RecoveryLog past) {
        var newest = new HashMap<String, Word>();
        past.journal().stream()
                .filter(entry -> entry.world().equals(uid))
                .forEach(entry -> hear(newest, new Word(entry.owner(), false, entry.atMs(), entry.session())));
        var givenSinceMs = newestMs(past) - GIVEN_HORIZON.toMillis();
        past.given().stream()
                .filter(given -> given.world().equals(uid) && given.atMs() >= givenSinceMs)
                .forEach(given -> hear(newest, new Word(given.receiver(), true, given.atMs(), given.session())));
        var checkpoints = past.checkpoints().stream()
                .filter(checkpoint -> checkpoint.world().equals(uid))
                .toList();
        var horizonMs = horizonMs(checkpoints);
        for (var checkpoint : checkpoints) {
            if (checkpoint.takenAtMs() >= horizonMs) {
                checkpoint
                        .sessions()
                        .forEach(session ->
                                hear(newest, new Word(checkpoint.owner(), false, checkpoint.takenAtMs(), session)));
            }
        }
        return new SessionRecovery(newest, past);
    }

    /**
     * @param self the process that asks
     * @return the newest word first: of two sessions of one player the first is the one to take up
     */
    public List<RecoverableSession> in(TopologyMessage topology, SessionOwner self) {
        return newest.values().stream()
                .filter(word -> !past.ended().contains(word.session().id()))
                .filter(word -> word.owner().isGone(topology, self))
                .sorted(Comparator.comparingLong(Word::atMs)
                        .reversed()
                        .thenComparing(word -> word.session().id()))
                .map(word -> new RecoverableSession(word.session(), word.owner()))
                .toList();
    }

    /** The highest epoch known of each session; of one that ended the highest there is. */
    public Map<String, Long> epochs() {
        return newest.values().stream()
                .map(Word::session)
                .collect(Collectors.toMap(
                        SavedSession::id,
                        session -> past.ended().contains(session.id()) ? Long.MAX_VALUE : session.epoch()));
    }

    private static long newestMs(RecoveryLog past) {
        var journal = past.journal().stream().mapToLong(JournalEntry::atMs);
        var given = past.given().stream().mapToLong(HandedOffSession::atMs);
        var checkpoints = past.checkpoints().stream().mapToLong(Checkpoint::takenAtMs);
        return LongStream.concat(journal, LongStream.concat(given, checkpoints))
                .max()
                .orElse(0);
    }

    private static long horizonMs(Collection<Checkpoint> checkpoints) {
        return checkpoints.stream().mapToLong(Checkpoint::takenAtMs).max().orElse(0) - HORIZON.toMillis();
    }

    private static void hear(Map<String, Word> newest, Word word) {
        newest.merge(word.session().id(), word, (before, now) -> NEWNESS.compare(now, before) >= 0 ? now : before);
    }
}
