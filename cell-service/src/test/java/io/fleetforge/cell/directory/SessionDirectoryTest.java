package io.fleetforge.cell.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.cell.directory.SessionDirectory.Confirmed;
import io.fleetforge.cell.directory.SessionDirectory.Located;
import io.fleetforge.contracts.message.SessionRecord;
import io.fleetforge.contracts.message.SubjectClaim;
import io.fleetforge.contracts.message.WorldRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionDirectoryTest {

    private static final String ANN = "a".repeat(64);

    private final SessionDirectory directory = new SessionDirectory();
    private final List<String> superseded = new ArrayList<>();

    @BeforeEach
    void listen() {
        directory.listen(superseded::add);
    }

    @Test
    void shouldLetTheLaterJoinOfASubjectSupersede() {
        directory.recorded(opening("one", "w-0"), 5);
        directory.recorded(opening("two", "w-1"), 7);

        assertThat(directory.current(ANN)).hasValue(new Located("two", "w-1"));
        assertThat(superseded).containsExactly("one");
    }

    /** A record of the earlier session that lands later, such as a claim of its adoption, does not bring it back. */
    @Test
    void shouldKeepTheOrderOfJoinsWhenTheEarlierSessionIsAdopted() {
        directory.recorded(opening("one", "w-0"), 5);
        directory.recorded(opening("two", "w-1"), 7);
        directory.recorded(record("one", "w-2", 2, new SubjectClaim(ANN, 5)), 9);

        assertThat(directory.current(ANN)).hasValue(new Located("two", "w-1"));
        assertThat(superseded).as("also the host that adopted it ends it").containsExactly("one", "one");
    }

    /** A host that starts reads the compacted journal: the opening records may be gone. */
    @Test
    void shouldReachTheSameResultFromTheCompactedJournal() {
        directory.recorded(record("two", "w-1", 1, SubjectClaim.opening(ANN)), 7);
        directory.recorded(record("one", "w-2", 2, new SubjectClaim(ANN, 5)), 9);

        assertThat(directory.current(ANN)).hasValue(new Located("two", "w-1"));
        assertThat(superseded).containsExactly("one");
    }

    @Test
    void shouldFollowASessionToItsHostAndIgnoreRecordsOfALowerEpoch() {
        directory.recorded(opening("one", "w-0"), 5);
        directory.recorded(record("one", "w-1", 2, new SubjectClaim(ANN, 5)), 6);
        directory.recorded(record("one", "w-0", 1, SubjectClaim.opening(ANN)), 8);

        assertThat(directory.current(ANN)).hasValue(new Located("one", "w-1"));
        assertThat(superseded).isEmpty();
    }

    @Test
    void shouldForgetTheSubjectOfAnEndedSession() {
        directory.recorded(opening("one", "w-0"), 5);
        directory.ended("one");

        assertThat(directory.current(ANN)).isEmpty();
        assertThat(directory.size()).isZero();
    }

    @Test
    void shouldNotForgetTheSubjectWhenTheSupersededSessionEnds() {
        directory.recorded(opening("one", "w-0"), 5);
        directory.recorded(opening("two", "w-1"), 7);
        directory.ended("one");

        assertThat(directory.current(ANN)).hasValue(new Located("two", "w-1"));
    }

    @Test
    void shouldConfirmARecordWithItsOffsetAndTheNumberOfSessions() {
        directory.recorded(record("other", "w-1", 1, null), 3);
        var read = directory.await("one", 1).toCompletableFuture();
        assertThat(read).isNotDone();

        directory.recorded(opening("one", "w-0"), 5);

        assertThat(read).isCompletedWithValue(new Confirmed(5, true, 2));
        assertThat(directory.await("one", 1).toCompletableFuture())
                .as("as long as it is awaited")
                .isDone();
        directory.forget("one");
        assertThat(directory.await("one", 1).toCompletableFuture()).isNotDone();
    }

    @Test
    void shouldConfirmARenewalWithARecordOfItsEpochOnly() {
        directory.recorded(opening("one", "w-0"), 5);
        var renewal = directory.await("one", 2).toCompletableFuture();

        directory.recorded(record("one", "w-0", 1, new SubjectClaim(ANN, 5)), 6);
        assertThat(renewal).as("a place of the epoch before").isNotDone();
        directory.recorded(record("one", "w-0", 2, new SubjectClaim(ANN, 5)), 7);

        assertThat(renewal).isCompletedWithValue(new Confirmed(7, true, 1));
    }

    @Test
    void shouldConfirmThatALaterJoinWasReadBefore() {
        var read = directory.await("one", 1).toCompletableFuture();
        directory.recorded(record("two", "w-1", 2, new SubjectClaim(ANN, 9)), 10);

        directory.recorded(record("one", "w-0", 2, new SubjectClaim(ANN, 5)), 11);

        assertThat(read).isCompletedWithValue(new Confirmed(11, false, 2));
    }

    private static SessionRecord opening(String session, String host) {
        return record(session, host, 1, SubjectClaim.opening(ANN));
    }

    private static SessionRecord record(String session, String host, long epoch, SubjectClaim subject) {
        return new SessionRecord(
                new WorldRef("default", "w", "u"),
                session,
                "ann",
                epoch,
                "0f".repeat(32),
                host,
                1,
                "process",
                0,
                0,
                Instant.EPOCH,
                subject);
    }
}
