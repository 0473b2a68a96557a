package io.fleetforge.cell.durability;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.cell.gateway.MemoryPublisher;
import io.fleetforge.cell.runtime.HostIdentity;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.MessageCodec;
import io.fleetforge.contracts.message.SessionRecord;
import io.fleetforge.contracts.message.WorldRef;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** A claim that Kafka acknowledges at the third attempt, half a second apart. */
class SessionJournalTest {

    private static final Instant START = Instant.parse("2026-11-30T05:00:00Z");

    private final List<SessionRecord> records = new ArrayList<>();
    private final Queue<Runnable> later = new ArrayDeque<>();
    private Instant now = START;
    private final InstantSource source = () -> now;
    private final Clock clock = source.withZone(ZoneOffset.UTC);

    @Test
    void shouldRepeatAClaimWithTheTimeOfItsPlace() {
        var journal = new SessionJournal(
                MemoryPublisher.to(message -> {
                    records.add(MessageCodec.decode(message.getPayload(), SessionRecord.class));
                    if (records.size() < 3) {
                        message.nack(new IllegalStateException("Kafka is away"));
                    } else {
                        message.ack();
                    }
                }),
                new HostIdentity(new WorldRef("default", "w", "u-1"), "w-0", 1, "process"),
                clock,
                new Delayed(),
                true);
        var session = new SessionRegistry(() -> 0).open("ann").session();

        var written =
                journal.adopted(session, new Entity(session.id(), 1, 2, 3, 4), () -> true, new CorrelationId("test"));
        for (var next = later.poll(); next != null; next = later.poll()) {
            next.run();
        }

        assertThat(written.toCompletableFuture()).isCompleted();
        assertThat(records)
                .hasSize(3)
                .as("else the place would seem newer than checkpoints made meanwhile")
                .allSatisfy(record -> assertThat(record.at()).isEqualTo(START));
    }

    private final class Delayed implements Scheduler {

        @Override
        public Executor soon() {
            return Runnable::run;
        }

        @Override
        public Executor after(Duration delay) {
            return command -> later.add(() -> {
                now = now.plus(delay);
                command.run();
            });
        }
    }
}
