package io.fleetforge.cell.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.cell.checkpoint.Checkpoint;
import io.fleetforge.cell.checkpoint.CheckpointCodec;
import io.fleetforge.cell.checkpoint.SavedSession;
import io.fleetforge.cell.checkpoint.SessionOwner;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.message.MessageCodec;
import io.fleetforge.contracts.message.SessionHandoff;
import io.fleetforge.contracts.message.SessionRecord;
import io.fleetforge.contracts.message.WorldRef;
import io.fleetforge.contracts.names.Topics;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Checkpoints of one cell that several processes have run. */
class RecoveryRecordsTest {

    private static final WorldRef WORLD = new WorldRef("default", "starter", "u-1");
    private static final SessionOwner BEFORE = new SessionOwner("starter-0", 1, "before");
    private static final SessionOwner AFTER = new SessionOwner("starter-1", 2, "after");

    private final RecoveryRecords records = new RecoveryRecords(WORLD);
    private long offset;

    @Test
    void shouldKeepASessionThatLeftItsCellAndWhoseHandoffMayNeverArrive() {
        add("c", checkpoint(BEFORE, 10, "ann"));
        add("c", checkpoint(BEFORE, 20, "ann", "bob"));
        add("c", checkpoint(BEFORE, 30, "bob"));
        add("c", checkpoint(AFTER, 40));

        assertThat(records.toLog().checkpoints())
                .containsExactlyInAnyOrder(checkpoint(BEFORE, 20, "ann"), checkpoint(BEFORE, 30, "bob"));
    }

    @Test
    void shouldKeepTheNewestOfASessionWhateverItsPlaceInTheLog() {
        add("c", checkpoint(AFTER, 30, "ann"));
        add("c", checkpoint(AFTER, 29, "ann"));

        assertThat(records.toLog().checkpoints()).containsExactly(checkpoint(AFTER, 30, "ann"));
    }

    @Test
    void shouldForgetARemovedCellAndCellsOfAnotherWorldOfTheName() {
        add("c", checkpoint(BEFORE, 10, "ann"));
        add("c", checkpoint(AFTER, 30));
        add(
                "d",
                new Checkpoint(
                        "u-0", "d", 9, BEFORE, 40, checkpoint(BEFORE, 40, "bob").sessions()));
        add("c", null);

        assertThat(records.toLog().checkpoints()).isEmpty();
    }

    @Test
    void shouldKeepTheLaterPlaceWhenTheClaimBeforeItIsRepeatedBehindIt() {
        add(entry(2, 10, 100));
        add(entry(2, 20, 200));
        add(entry(2, 10, 100));
        assertThat(records.toLog().journal())
                .singleElement()
                .satisfies(entry -> assertThat(entry.session().entity().x()).isEqualTo(200));

        add(entry(3, 5, 300));
        assertThat(records.toLog().journal())
                .singleElement()
                .satisfies(entry -> assertThat(entry.session().entity().x()).isEqualTo(300));
    }

    @Test
    void shouldKeepTheLastHandoffOfASessionAlthoughTheOneBeforeIsRepeatedBehindIt() {
        add(handoff(2, 200));
        add(handoff(1, 100));
        assertThat(records.toLog().handoffs()).singleElement().satisfies(handoff -> {
            assertThat(handoff.session().epoch()).isEqualTo(2);
            assertThat(handoff.session().entity().x()).isEqualTo(200);
        });
        assertThat(handoff(2, 200).key())
                .as("compaction removes earlier records of a key")
                .isNotEqualTo(handoff(1, 100).key());
    }

    @Test
    void shouldForgetTheRemovedHandoffOnly() {
        add(handoff(1, 100));
        add(handoff(2, 200));
        remove(handoff(1, 100));
        assertThat(records.toLog().handoffs()).hasSize(1);
        remove(handoff(2, 200));
        assertThat(records.toLog().handoffs()).isEmpty();
    }

    private void add(SessionHandoff handoff) {
        records.accept(
                new ConsumerRecord<>(Topics.CELL_HANDOFFS, 0, offset++, handoff.key(), MessageCodec.encode(handoff)));
    }

    @SuppressWarnings("NullAway") // a tombstone has no value
    private void remove(SessionHandoff handoff) {
        records.accept(new ConsumerRecord<>(Topics.CELL_HANDOFFS, 0, offset++, handoff.key(), null));
    }

    private static SessionHandoff handoff(long epoch, double x) {
        return new SessionHandoff(
                WORLD,
                "ann",
                "player",
                epoch,
                "0f".repeat(32),
                new SessionHandoff.Sender("starter-0", 1, "before"),
                "starter-1",
                1,
                new SessionHandoff.Motion(x, 2, 3, 4),
                Instant.EPOCH);
    }

    private void add(SessionRecord record) {
        records.accept(
                new ConsumerRecord<>(Topics.CELL_SESSIONS, 0, offset++, record.key(), MessageCodec.encode(record)));
    }

    private static SessionRecord entry(long epoch, long atMs, double x) {
        return new SessionRecord(
                WORLD,
                "ann",
                "player",
                epoch,
                "0f".repeat(32),
                "starter-0",
                1,
                "before",
                x,
                2,
                Instant.ofEpochMilli(atMs),
                null);
    }

    @SuppressWarnings("NullAway") // a tombstone has no value
    private void add(String cell, @Nullable Checkpoint checkpoint) {
        records.accept(new ConsumerRecord<>(
                Topics.CELL_CHECKPOINTS,
                0,
                offset++,
                WORLD.key() + "/" + cell,
                checkpoint == null ? null : CheckpointCodec.encode(checkpoint)));
    }

    private static Checkpoint checkpoint(SessionOwner owner, long atMs, String... sessions) {
        return new Checkpoint(
                "u-1",
                "c",
                1,
                owner,
                atMs,
                Arrays.stream(sessions)
                        .map(id -> new SavedSession(new Entity(id, 1, 2, 3, 4), "player", 1, "0f".repeat(32)))
                        .toList());
    }
}
