package io.fleetforge.cell.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.cell.checkpoint.Checkpoint;
import io.fleetforge.cell.checkpoint.SavedSession;
import io.fleetforge.cell.checkpoint.SessionOwner;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.contracts.message.TopologyMessage.HostAssignment;
import io.fleetforge.contracts.message.WorldRef;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionRecoveryTest {

    private static final SessionOwner SELF = new SessionOwner("w-0", 4, "now");
    private static final SessionOwner BEFORE = new SessionOwner("w-0", 4, "before");
    private static final SessionOwner LIVING = new SessionOwner("w-1", 2, "other");
    private static final long DAY_MS = 24 * 3600 * 1000L;

    @Test
    void shouldTakeUpWhatAnEarlierBootHadWhereTheNewestWordPutsIt() {
        var survivors = survivors(
                List.of(entry(BEFORE, 10, "a", 1), entry(BEFORE, 20, "late", 2)),
                Set.of(),
                List.of(checkpoint("c1", BEFORE, 15, session("a", 7)), checkpoint("c2", BEFORE, 30, session("a", 9))));

        assertThat(survivors).as("the newest word first").containsExactly(session("a", 9), session("late", 2));
    }

    @Test
    void shouldTakeNothingFromAHostThatLives() {
        assertThat(survivors(
                        List.of(entry(LIVING, 10, "theirs", 1), entry(SELF, 10, "mine", 1)),
                        Set.of(),
                        List.of(checkpoint("c1", LIVING, 15, session("theirs", 7)))))
                .isEmpty();
    }

    @Test
    void shouldTakeFromAHostThatLeftTheWorldAndLeaveToItsSuccessorWhatOneHadThatWasReplaced() {
        var replaced = new SessionOwner("w-1", 1, "old");
        var removed = new SessionOwner("w-9", 3, "old");

        assertThat(survivors(List.of(entry(replaced, 10, "a", 1), entry(removed, 10, "b", 1)), Set.of(), List.of()))
                .extracting(SavedSession::id)
                .containsExactly("b");
    }

    @Test
    void shouldTakeNothingFromAHostThatAnOldTopologyDoesNotKnowYet() {
        var younger = new SessionOwner("w-1", 9, "young");
        var added = new SessionOwner("w-9", 6, "young");
        var successor = new SessionOwner("w-0", 5, "after me");

        assertThat(survivors(
                        List.of(entry(younger, 10, "a", 1), entry(added, 10, "b", 1), entry(successor, 10, "c", 1)),
                        Set.of(),
                        List.of()))
                .isEmpty();
    }

    @Test
    void shouldFollowTheNewestOwnerThoughAnOlderOneIsGone() {
        assertThat(survivors(
                        List.of(entry(LIVING, 50, "a", 1)),
                        Set.of(),
                        List.of(checkpoint("c1", BEFORE, 40, session("a", 7)))))
                .isEmpty();
    }

    /** Cases 23 and 27: of two who claim a session the higher epoch counts, whatever clocks say. */
    @Test
    void shouldBelieveTheHigherEpochWhateverTheClocksSay() {
        var fast = new SessionOwner("w-9", 3, "its clock is ahead");
        var second = new SavedSession(new Entity("a", 2, 1, 2, 1), "player-a", 2, "0f".repeat(32));

        assertThat(survivors(
                        List.of(new JournalEntry("u-1", LIVING, 10, second)),
                        Set.of(),
                        List.of(checkpoint("c1", fast, 50_000, session("a", 7)))))
                .as("the living host took it over, the one that is gone wrote last")
                .isEmpty();
        assertThat(survivors(
                        List.of(new JournalEntry("u-1", BEFORE, 10, second)),
                        Set.of(),
                        List.of(checkpoint("c1", fast, 50_000, session("a", 7)))))
                .containsExactly(second);
    }

    @Test
    void shouldWakeNobodyWhoLeft() {
        assertThat(survivors(
                        List.of(),
                        Set.of("a"),
                        List.of(checkpoint("c1", BEFORE, 15, session("a", 7), session("b", 8)))))
                .containsExactly(session("b", 8));
    }

    @Test
    void shouldPassOverCheckpointsFromBeforeTheMarksOfTheEndsWereForgotten() {
        assertThat(survivors(
                        List.of(),
                        Set.of(),
                        List.of(
                                checkpoint("gone", BEFORE, 0, session("ghost", 7)),
                                checkpoint("c1", BEFORE, DAY_MS + 1, session("b", 8)))))
                .containsExactly(session("b", 8));
    }

    @Test
    void shouldPassOverAnotherWorldOfTheName() {
        var stranger = new Checkpoint("u-0", "c1", 1, BEFORE, 5, List.of(session("x", 1)));

        assertThat(survivors(List.of(new JournalEntry("u-0", BEFORE, 5, session("y", 1))), Set.of(), List.of(stranger)))
                .isEmpty();
    }

    @Test
    void shouldTakeUpWhatWasGivenToThisHostWhicheverProcessOfItRunsNow() {
        var given = new HandedOffSession("u-1", LIVING, SessionOwner.anyBoot("w-0", 4), 5, session("a", 3));

        assertThat(survivors(new RecoveryLog(List.of(entry(LIVING, 90, "a", 1)), Set.of(), List.of(given), List.of())))
                .as("the giver's later words of the same epoch do not count")
                .containsExactly(session("a", 3));
    }

    @Test
    void shouldPassOverWhatWasGivenSoLongAgoThatTheMarkOfItsEndMayBeForgotten() {
        var old = new HandedOffSession("u-1", LIVING, SessionOwner.anyBoot("w-0", 4), 0, session("ghost", 3));
        var young = new HandedOffSession("u-1", LIVING, SessionOwner.anyBoot("w-0", 4), 7 * DAY_MS, session("a", 3));

        assertThat(survivors(new RecoveryLog(List.of(), Set.of(), List.of(old, young), List.of())))
                .containsExactly(session("a", 3));
    }

    @Test
    void shouldLeaveToALivingHostWhatWasGivenToIt() {
        var given = new HandedOffSession("u-1", BEFORE, SessionOwner.anyBoot("w-1", 2), 5, session("a", 3));

        assertThat(survivors(new RecoveryLog(List.of(entry(BEFORE, 90, "a", 1)), Set.of(), List.of(given), List.of())))
                .isEmpty();
    }

    @Test
    void shouldFollowWhoTookUpWhatWasGiven() {
        var given = new HandedOffSession("u-1", BEFORE, SessionOwner.anyBoot("w-0", 4), 500, session("a", 3));
        var taken = new SavedSession(new Entity("a", 4, 1, 4, 1), "player-a", 2, "0f".repeat(32));
        var entry = new JournalEntry("u-1", LIVING, 10, taken);

        var past = new RecoveryLog(
                List.of(entry), Set.of("b"), List.of(given), List.of(checkpoint("c", BEFORE, 1, session("b", 1))));

        assertThat(survivors(past)).isEmpty();
        assertThat(SessionRecovery.of("u-1", past).epochs())
                .containsExactlyInAnyOrderEntriesOf(Map.of("a", 2L, "b", Long.MAX_VALUE));
    }

    private static List<SavedSession> survivors(
            Collection<JournalEntry> journal, Set<String> ended, Collection<Checkpoint> checkpoints) {
        return survivors(new RecoveryLog(journal, ended, List.of(), checkpoints));
    }

    private static List<SavedSession> survivors(RecoveryLog past) {
        var topology = new TopologyMessage(
                new WorldRef("default", "w", "u-1"),
                3,
                5,
                new Bounds(0, 100, 0, 100),
                10,
                List.of(new HostAssignment("w-0", 4), new HostAssignment("w-1", 2)),
                List.of());
        return SessionRecovery.of("u-1", past).in(topology, SELF).stream()
                .map(RecoverableSession::session)
                .toList();
    }

    private static JournalEntry entry(SessionOwner owner, long atMs, String id, double x) {
        return new JournalEntry("u-1", owner, atMs, session(id, x));
    }

    private static Checkpoint checkpoint(String cell, SessionOwner owner, long takenAtMs, SavedSession... sessions) {
        return new Checkpoint("u-1", cell, 1, owner, takenAtMs, List.of(sessions));
    }

    private static SavedSession session(String id, double x) {
        return new SavedSession(new Entity(id, x, 1, x, 1), "player-" + id, 1, "0f".repeat(32));
    }
}
