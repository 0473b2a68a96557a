package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.contracts.message.MessageCodec;
import io.fleetforge.contracts.message.SessionHandoff;
import io.fleetforge.contracts.message.SessionRecord;
import io.fleetforge.contracts.message.WorldRef;
import io.fleetforge.contracts.names.Topics;
import io.fleetforge.e2e.SessionCount.Count;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** The comparison detects each kind of problem, and none where there is none. */
class SessionVerdictTest {

    private static final WorldRef WORLD = new WorldRef("default", "w", "uid-1");
    private static final String HASH = "00";

    private final List<ConsumerRecord<String, byte[]>> sessions = new ArrayList<>();
    private final List<ConsumerRecord<String, byte[]>> handoffs = new ArrayList<>();
    private final SessionRecorder recorder = new SessionRecorder();

    @Test
    void shouldFindNoProblemWithSessionsThatPlayOnTheirHostOrLeft() throws Exception {
        recorder.joined("ann", "s-1", "token");
        claim("s-1", 1, "w-0", "process-a");
        handOff("s-1", 1, "w-1");
        claim("s-1", 2, "w-1", "process-b");
        recorder.joined("bob", "s-2", "token");
        claim("s-2", 1, "w-0", "process-a");
        recorder.left("bob", "s-2");
        end("s-2");

        var verdict = verdict(Map.of("s-1", List.of("w-1"), "s-2", List.of()));

        assertThat(verdict.problems()).isEmpty();
        assertThat(verdict.players()).isEqualTo(1);
    }

    @Test
    void shouldReportALostADuplicatedAndAReturnedSession() throws Exception {
        for (var session : List.of("lost", "ended", "doubled", "returned", "unwritten")) {
            recorder.joined(session, session, "token");
        }
        for (var session : List.of("lost", "ended", "doubled", "returned")) {
            claim(session, 1, "w-0", "process-a");
        }
        end("ended");
        recorder.left("returned", "returned");
        end("returned");

        var verdict = verdict(Map.of(
                "lost", List.of(),
                "ended", List.of(),
                "doubled", List.of("w-0", "w-1"),
                "returned", List.of("w-0"),
                "unwritten", List.of("w-0")));

        assertThat(String.join("\n", verdict.problems()))
                .contains(
                        "(lost, PLAYING) is lost: no host has it",
                        "(ended, PLAYING) is lost: it ended",
                        "(doubled, PLAYING) is duplicated",
                        "(returned, LEFT) is present after its end",
                        "(unwritten, PLAYING) was acknowledged and never recorded");
        assertThat(verdict.problems()).hasSize(5);
    }

    @Test
    void shouldReportTwoProcessesAtOneEpochAndASessionOnAnotherHost() throws Exception {
        recorder.joined("ann", "s-1", "token");
        claim("s-1", 1, "w-0", "process-a");
        claim("s-1", 1, "w-0", "process-a"); // repeated
        claim("s-1", 2, "w-1", "process-b");
        claim("s-1", 2, "w-0", "process-c");
        recorder.joined("bob", "s-2", "token");
        claim("s-2", 1, "w-0", "process-a");
        handOff("s-2", 1, "w-1");

        var verdict = verdict(Map.of("s-1", List.of("w-0"), "s-2", List.of("w-0")));

        assertThat(verdict.problems())
                .satisfiesExactly(
                        problems -> assertThat(problems).contains("claimed twice: [epoch 2"),
                        problems -> assertThat(problems).contains("is on another host than"));
    }

    /** After an hour the claims of players who left in its first half are compacted. */
    @Test
    void shouldAcceptAnEndWhoseClaimsWereCompacted() throws Exception {
        recorder.joined("ann", "s-1", "token");
        recorder.left("ann", "s-1");
        end("s-1");
        recorder.joined("bob", "s-2", "token");
        end("s-2");

        var verdict = verdict(Map.of("s-1", List.of(), "s-2", List.of()));

        assertThat(verdict.problems())
                .singleElement()
                .satisfies(problems -> assertThat(problems).contains("s-2 (bob, PLAYING) is lost: it ended"));
    }

    @Test
    void shouldReportAnUnacknowledgedSessionThatNoHostOrTwoHostsHave() throws Exception {
        claim("s-1", 1, "w-0", "process-a");
        claim("s-2", 1, "w-1", "process-b");

        var complete = SessionVerdict.of(recorder, sessionLog(), new Count(Map.of(), Map.of("w-0", 1, "w-1", 1)));
        var wrong = SessionVerdict.of(recorder, sessionLog(), new Count(Map.of(), Map.of("w-0", 0, "w-1", 2)));

        assertThat(complete.problems()).isEmpty();
        assertThat(wrong.problems())
                .containsExactlyInAnyOrder(
                        "w-0 has 0 players without a known token, and 1 are recorded",
                        "w-1 has 2 players without a known token, and 1 are recorded");
    }

    @Test
    void shouldSkipAPreviousWorldOfTheSameName() throws Exception {
        var former = new WorldRef("default", "w", "uid-0");
        put(
                sessions,
                new SessionRecord(former, "s-0", "old", 1, HASH, "w-0", 1, "process-0", 0, 0, Instant.EPOCH),
                "s-0");

        assertThat(verdict(Map.of()).problems()).isEmpty();
        assertThat(sessionLog().histories()).isEmpty();
    }

    private SessionVerdict verdict(Map<String, List<String>> hosts) throws Exception {
        var players = new TreeMap<String, Integer>();
        hosts.values().forEach(found -> found.forEach(host -> players.merge(host, 1, Integer::sum)));
        return SessionVerdict.of(recorder, sessionLog(), new Count(hosts, players));
    }

    private SessionLog sessionLog() throws Exception {
        var sessionLog = new SessionLog("default/w", "uid-1");
        sessionLog.add(sessions);
        sessionLog.add(handoffs);
        return sessionLog;
    }

    private void claim(String session, long epoch, String host, String incarnation) {
        put(
                sessions,
                new SessionRecord(WORLD, session, session, epoch, HASH, host, 1, incarnation, 0, 0, Instant.EPOCH),
                session);
    }

    private void end(String session) {
        sessions.add(new ConsumerRecord<>(
                Topics.CELL_SESSIONS, 0, sessions.size(), SessionRecord.key(WORLD, session), null));
    }

    private void handOff(String session, long epoch, String host) {
        put(
                handoffs,
                new SessionHandoff(
                        WORLD,
                        session,
                        session,
                        epoch,
                        HASH,
                        new SessionHandoff.Sender("w-0", 1, "process-a"),
                        host,
                        1,
                        new SessionHandoff.Motion(0, 0, 0, 0),
                        Instant.EPOCH),
                session);
    }

    private static void put(List<ConsumerRecord<String, byte[]>> topic, Record value, String session) {
        var name = value instanceof SessionHandoff ? Topics.CELL_HANDOFFS : Topics.CELL_SESSIONS;
        topic.add(new ConsumerRecord<>(
                name, 0, topic.size(), SessionRecord.key(WORLD, session), MessageCodec.encode(value)));
    }
}
