package io.fleetforge.cell.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.cell.checkpoint.Checkpoint;
import io.fleetforge.cell.checkpoint.SavedSession;
import io.fleetforge.cell.checkpoint.SessionOwner;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.message.SubjectClaim;
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
    private static final SessionOwner RUNNING = new SessionOwner("w-1", 2, "other");
    private static final long NOW_MS = 1000;
    private static final long DAY_MS = 24 * 3600 * 1000L;

    @Test
    void shouldRecoverSessionsOfAnEarlierProcessAtTheirNewestPosition() {
        var recoverable = recoverable(
                List.of(entry(BEFORE, 10, "a", 1), entry(BEFORE, 20, "late", 2)),
                Set.of(),
                List.of(checkpoint("c1", BEFORE, 15, session("a", 7)), checkpoint("c2", BEFORE, 30, session("a", 9))));

        assertThat(recoverable).as("the newest claim first").containsExactly(session("a", 9), session("late", 2));
    }

    @Test
    void shouldRecoverNothingFromARunningHost() {
        assertThat(recoverable(
                        List.of(entry(RUNNING, 10, "theirs", 1), entry(SELF, 10, "mine", 1)),
                        Set.of(),
                        List.of(checkpoint("c1", RUNNING, 15, session("theirs", 7)))))
                .isEmpty();
    }

    @Test
    void shouldRecoverFromAHostThatLeftAndLeaveSessionsOfAReplacedHostToItsSuccessor() {
        var replaced = new SessionOwner("w-1", 1, "old");
        var removed = new SessionOwner("w-9", 3, "old");

        assertThat(recoverable(List.of(entry(replaced, 10, "a", 1), entry(removed, 10, "b", 1)), Set.of(), List.of()))
                .extracting(SavedSession::id)
                .containsExactly("b");
    }

    @Test
    void shouldRecoverNothingFromAHostThatAnOldTopologyDoesNotListYet() {
        var younger = new SessionOwner("w-1", 9, "young");
        var added = new SessionOwner("w-9", 6, "young");
        var successor = new SessionOwner("w-0", 5, "after me");

        assertThat(recoverable(
                        List.of(entry(younger, 10, "a", 1), entry(added, 10, "b", 1), entry(successor, 10, "c", 1)),
                        Set.of(),
                        List.of()))
                .isEmpty();
    }

    @Test
    void shouldFollowTheNewestOwnerThoughAnOlderOneIsGone() {
        assertThat(recoverable(
                        List.of(entry(RUNNING, 50, "a", 1)),
                        Set.of(),
                        List.of(checkpoint("c1", BEFORE, 40, session("a", 7)))))
                .isEmpty();
    }

    /** Of two processes that claim a session the higher epoch counts, independent of clocks. */
    @Test
    void shouldPreferTheHigherEpochWhateverTheClocks() {
        var fast = new SessionOwner("w-9", 3, "its clock is ahead");
        var second = new SavedSession(new Entity("a", 2, 1, 2, 1), "player-a", 2, "0f".repeat(32));

        assertThat(recoverable(
                        List.of(new JournalEntry("u-1", RUNNING, 10, second)),
                        Set.of(),
                        List.of(checkpoint("c1", fast, 50_000, session("a", 7)))))
                .as("the living host took it over, the one that is gone wrote last")
                .isEmpty();
        assertThat(recoverable(
                        List.of(new JournalEntry("u-1", BEFORE, 10, second)),
                        Set.of(),
                        List.of(checkpoint("c1", fast, 50_000, session("a", 7)))))
                .containsExactly(second);
    }

    @Test
    void shouldNotRecoverEndedSessions() {
        assertThat(recoverable(
                        List.of(),
                        Set.of("a"),
                        List.of(checkpoint("c1", BEFORE, 15, session("a", 7), session("b", 8)))))
                .containsExactly(session("b", 8));
    }

    /** Also after a time in which no host ran: the tombstones are gone by the clock of the broker. */
    @Test
    void shouldSkipWhatIsOlderThanTheTombstonesUnlessTheJournalHasTheSession() {
        var log = new RecoveryLog(
                List.of(entry(BEFORE, 0, "living", 1)),
                Set.of(),
                List.of(),
                List.of(checkpoint("c1", BEFORE, 5, session("stale", 7), session("living", 8))));

        assertThat(recoverable(log, DAY_MS)).containsExactly(session("living", 8));
    }

    @Test
    void shouldTakeTheSubjectOfACheckpointedSessionFromTheJournal() {
        var subject = new SubjectClaim("ab".repeat(32), 4);
        var log = new RecoveryLog(
                List.of(new JournalEntry("u-1", BEFORE, 0, session("a", 1).of(subject))),
                Set.of(),
                List.of(),
                List.of(checkpoint("c1", BEFORE, 5, session("a", 7))));

        assertThat(recoverable(log)).containsExactly(session("a", 7).of(subject));
    }

    @Test
    void shouldSkipAnotherWorldOfTheSameName() {
        var stranger = new Checkpoint("u-0", "c1", 1, BEFORE, 5, List.of(session("x", 1)));

        assertThat(recoverable(
                        List.of(new JournalEntry("u-0", BEFORE, 5, session("y", 1))), Set.of(), List.of(stranger)))
                .isEmpty();
    }

    @Test
    void shouldRecoverHandoffsToThisHostWhicheverProcessRunsNow() {
        var handoffs = new HandedOffSession("u-1", RUNNING, SessionOwner.anyProcess("w-0", 4), 5, session("a", 3));

        assertThat(recoverable(
                        new RecoveryLog(List.of(entry(RUNNING, 90, "a", 1)), Set.of(), List.of(handoffs), List.of())))
                .as("later records of the sender at the same epoch do not count")
                .containsExactly(session("a", 3));
    }

    @Test
    void shouldSkipHandoffsOlderThanTheTombstones() {
        var old = new HandedOffSession("u-1", RUNNING, SessionOwner.anyProcess("w-0", 4), 0, session("stale", 3));
        var young = new HandedOffSession("u-1", RUNNING, SessionOwner.anyProcess("w-0", 4), DAY_MS, session("a", 3));

        assertThat(recoverable(new RecoveryLog(List.of(), Set.of(), List.of(old, young), List.of()), DAY_MS))
                .containsExactly(session("a", 3));
    }

    @Test
    void shouldLeaveAHandoffToARunningReceiver() {
        var handoffs = new HandedOffSession("u-1", BEFORE, SessionOwner.anyProcess("w-1", 2), 5, session("a", 3));

        assertThat(recoverable(
                        new RecoveryLog(List.of(entry(BEFORE, 90, "a", 1)), Set.of(), List.of(handoffs), List.of())))
                .isEmpty();
    }

    @Test
    void shouldFollowTheAdopterOfAHandoff() {
        var handoffs = new HandedOffSession("u-1", BEFORE, SessionOwner.anyProcess("w-0", 4), 500, session("a", 3));
        var taken = new SavedSession(new Entity("a", 4, 1, 4, 1), "player-a", 2, "0f".repeat(32));
        var entry = new JournalEntry("u-1", RUNNING, 10, taken);

        var log = new RecoveryLog(
                List.of(entry), Set.of("b"), List.of(handoffs), List.of(checkpoint("c", BEFORE, 1, session("b", 1))));

        assertThat(recoverable(log)).isEmpty();
        assertThat(SessionRecovery.of("u-1", log, NOW_MS).epochs())
                .containsExactlyInAnyOrderEntriesOf(Map.of("a", 2L, "b", Long.MAX_VALUE));
    }

    /** A host that leaves forwards what another recovers meanwhile: both at the next epoch. */
    @Test
    void shouldFollowTheProcessThatHasTheSessionAndNotOneThatForwardedItAtTheSameEpoch() {
        var left = new SessionOwner("w-9", 1, "left");
        var forwarded = new HandedOffSession("u-1", left, SessionOwner.anyProcess("w-0", 4), 500, session("a", 3));
        var log = new RecoveryLog(List.of(entry(BEFORE, 10, "a", 7)), Set.of(), List.of(forwarded), List.of());
        assertThat(recoverable(log)).containsExactly(session("a", 7));

        var checkpointed = new RecoveryLog(
                List.of(), Set.of(), List.of(forwarded), List.of(checkpoint("c", BEFORE, 20, session("a", 8))));
        assertThat(recoverable(checkpointed)).containsExactly(session("a", 8));
    }

    private static List<SavedSession> recoverable(
            Collection<JournalEntry> journal, Set<String> ended, Collection<Checkpoint> checkpoints) {
        return recoverable(new RecoveryLog(journal, ended, List.of(), checkpoints));
    }

    private static List<SavedSession> recoverable(RecoveryLog log) {
        return recoverable(log, NOW_MS);
    }

    private static List<SavedSession> recoverable(RecoveryLog log, long nowMs) {
        var topology = new TopologyMessage(
                new WorldRef("default", "w", "u-1"),
                3,
                5,
                new Bounds(0, 100, 0, 100),
                10,
                List.of(new HostAssignment("w-0", 4), new HostAssignment("w-1", 2)),
                List.of());
        return SessionRecovery.of("u-1", log, nowMs).in(topology, SELF).stream()
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
