package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.contracts.message.MessageCodec;
import io.fleetforge.contracts.message.SessionHandoff;
import io.fleetforge.contracts.message.SessionRecord;
import io.fleetforge.contracts.message.WorldRef;
import io.fleetforge.contracts.names.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** The judge of the storm sees each kind of wrong, and none where there is none. */
class SessionVerdictTest {

    private static final WorldRef WORLD = new WorldRef("default", "w", "uid-1");
    private static final String HASH = "00";

    private final List<ConsumerRecord<String, byte[]>> sessions = new ArrayList<>();
    private final List<ConsumerRecord<String, byte[]>> handoffs = new ArrayList<>();
    private final SessionRecorder diary = new SessionRecorder();

    @Test
    void shouldFindNothingWrongWithWhoPlaysWhereTheTopicsSayAndWithWhoLeft() throws Exception {
        diary.joined("ann", "s-1");
        claim("s-1", 1, "w-0", "boot-a");
        handOver("s-1", 1, "w-1");
        claim("s-1", 2, "w-1", "boot-b");
        diary.joined("bob", "s-2");
        claim("s-2", 1, "w-0", "boot-a");
        diary.left("bob", "s-2");
        end("s-2");

        var verdict = verdict(Map.of("s-1", List.of("w-1"), "s-2", List.of()));

        assertThat(verdict.wrongs()).isEmpty();
        assertThat(verdict.lives()).isEqualTo(1);
    }

    @Test
    void shouldNameALostADoubledAndAReturnedSession() throws Exception {
        for (var session : List.of("lost", "ended", "doubled", "returned", "unwritten")) {
            diary.joined(session, session);
        }
        for (var session : List.of("lost", "ended", "doubled", "returned")) {
            claim(session, 1, "w-0", "boot-a");
        }
        end("ended");
        diary.left("returned", "returned");
        end("returned");

        var verdict = verdict(Map.of(
                "lost", List.of(),
                "ended", List.of(),
                "doubled", List.of("w-0", "w-1"),
                "returned", List.of("w-0"),
                "unwritten", List.of("w-0")));

        assertThat(String.join("\n", verdict.wrongs()))
                .contains(
                        "(lost, PLAYING) is lost: no host has it",
                        "(ended, PLAYING) is lost: it ended",
                        "(doubled, PLAYING) is doubled",
                        "(returned, LEFT) is back from its end",
                        "(unwritten, PLAYING) was acknowledged and never written down");
        assertThat(verdict.wrongs()).hasSize(5);
    }

    @Test
    void shouldSeeThatTwoProcessesHadOneEpochAndThatASessionIsElsewhere() throws Exception {
        diary.joined("ann", "s-1");
        claim("s-1", 1, "w-0", "boot-a");
        claim("s-1", 1, "w-0", "boot-a"); // said again
        claim("s-1", 2, "w-1", "boot-b");
        claim("s-1", 2, "w-0", "boot-c");
        diary.joined("bob", "s-2");
        claim("s-2", 1, "w-0", "boot-a");
        handOver("s-2", 1, "w-1");

        var verdict = verdict(Map.of("s-1", List.of("w-0"), "s-2", List.of("w-0")));

        assertThat(verdict.wrongs())
                .satisfiesExactly(
                        wrong -> assertThat(wrong).contains("claimed twice: [epoch 2"),
                        wrong -> assertThat(wrong).contains("is elsewhere than"));
    }

    /** What a storm of an hour leaves of whoever left in its first half. */
    @Test
    void shouldTakeAnEndWhoseClaimsWereCompactedForAnEnd() throws Exception {
        diary.joined("ann", "s-1");
        diary.left("ann", "s-1");
        end("s-1");
        diary.joined("bob", "s-2");
        end("s-2");

        var verdict = verdict(Map.of("s-1", List.of(), "s-2", List.of()));

        assertThat(verdict.wrongs())
                .singleElement()
                .satisfies(wrong -> assertThat(wrong).contains("s-2 (bob, PLAYING) is lost: it ended"));
    }

    @Test
    void shouldPassOverThePredecessorOfTheSameName() throws Exception {
        var former = new WorldRef("default", "w", "uid-0");
        put(sessions, new SessionRecord(former, "s-0", "old", 1, HASH, "w-0", 1, "boot-0", 0, 0, Instant.EPOCH), "s-0");

        assertThat(verdict(Map.of()).wrongs()).isEmpty();
        assertThat(ledger().fates()).isEmpty();
    }

    private SessionVerdict verdict(Map<String, List<String>> hosts) throws Exception {
        return SessionVerdict.of(diary, ledger(), hosts);
    }

    private SessionLog ledger() throws Exception {
        var ledger = new SessionLog("default/w", "uid-1");
        ledger.take(sessions);
        ledger.take(handoffs);
        return ledger;
    }

    private void claim(String session, long epoch, String host, String boot) {
        put(
                sessions,
                new SessionRecord(WORLD, session, session, epoch, HASH, host, 1, boot, 0, 0, Instant.EPOCH),
                session);
    }

    private void end(String session) {
        sessions.add(new ConsumerRecord<>(
                Topics.CELL_SESSIONS, 0, sessions.size(), SessionRecord.key(WORLD, session), null));
    }

    private void handOver(String session, long epoch, String host) {
        put(
                handoffs,
                new SessionHandoff(
                        WORLD,
                        session,
                        session,
                        epoch,
                        HASH,
                        new SessionHandoff.Sender("w-0", 1, "boot-a"),
                        host,
                        1,
                        new SessionHandoff.Motion(0, 0, 0, 0),
                        Instant.EPOCH),
                session);
    }

    private static void put(List<ConsumerRecord<String, byte[]>> topic, Record word, String session) {
        var name = word instanceof SessionHandoff ? Topics.CELL_HANDOFFS : Topics.CELL_SESSIONS;
        topic.add(new ConsumerRecord<>(
                name, 0, topic.size(), SessionRecord.key(WORLD, session), MessageCodec.encode(word)));
    }
}
