package io.fleetforge.cell.checkpoint;

import io.fleetforge.contracts.message.TopologyMessage;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which sessions a host may take up again. Of each session the newest word counts, journal or checkpoint: that of the highest
 * epoch, among those the latest. It says where the session stood and who had it. It may be taken up when that process is gone for certain: an earlier boot under this host's
 * own name, or a host that the topology lists with a higher incarnation or not any more. What a living host has is never
 * taken, nor what a host has that the topology, being an old one that is read again, does not know yet.
 */
public final class Survivors {

    /** Older checkpoints may name sessions that ended so long ago that the mark of their end is gone from the journal. */
    static final Duration HORIZON = Duration.ofDays(1);

    private Survivors() {}

    private record Word(Owner owner, long atMs, SavedSession session) {}

    /** Clocks of two hosts do not compare; within one epoch all words come from one process. */
    private static final Comparator<Word> NEWNESS =
            Comparator.comparingLong((Word word) -> word.session().epoch()).thenComparingLong(Word::atMs);

    /**
     * @param self the process that asks
     * @param journal entries of any world
     * @param ended ids of sessions that ended
     * @param checkpoints of any world, at most one per cell counts: the last
     * @return the newest word first: of two sessions of one player the first is the one to take up
     */
    public static List<SavedSession> of(
            TopologyMessage topology,
            Owner self,
            Collection<JournalEntry> journal,
            Set<String> ended,
            Collection<Checkpoint> checkpoints) {
        var uid = topology.world().uid();
        var newest = new HashMap<String, Word>();
        for (var entry : journal) {
            if (entry.world().equals(uid)) {
                hear(newest, new Word(entry.owner(), entry.atMs(), entry.session()));
            }
        }
        var horizonMs = checkpoints.stream()
                        .filter(checkpoint -> checkpoint.world().equals(uid))
                        .mapToLong(Checkpoint::takenAtMs)
                        .max()
                        .orElse(0)
                - HORIZON.toMillis();
        for (var checkpoint : checkpoints) {
            if (checkpoint.world().equals(uid) && checkpoint.takenAtMs() >= horizonMs) {
                checkpoint
                        .sessions()
                        .forEach(
                                session -> hear(newest, new Word(checkpoint.owner(), checkpoint.takenAtMs(), session)));
            }
        }
        return newest.values().stream()
                .filter(word -> !ended.contains(word.session().id()))
                .filter(word -> isGone(word.owner(), topology, self))
                .sorted(Comparator.comparingLong(Word::atMs)
                        .reversed()
                        .thenComparing(word -> word.session().id()))
                .map(Word::session)
                .toList();
    }

    private static void hear(Map<String, Word> newest, Word word) {
        newest.merge(word.session().id(), word, (before, now) -> NEWNESS.compare(now, before) >= 0 ? now : before);
    }

    private static boolean isGone(Owner owner, TopologyMessage topology, Owner self) {
        if (owner.host().equals(self.host())) {
            return !owner.boot().equals(self.boot()) && owner.incarnation() <= self.incarnation();
        }
        return topology.hosts().stream()
                .filter(host -> host.name().equals(owner.host()))
                .findFirst()
                .map(host -> host.incarnation() > owner.incarnation())
                // Incarnations are epochs: one above the topology's highest was handed out after it.
                .orElse(owner.incarnation() <= topology.epoch());
    }
}
