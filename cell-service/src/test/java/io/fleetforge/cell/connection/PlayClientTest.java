package io.fleetforge.cell.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fleetforge.cell.connection.ConnectionFixture.Guest;
import io.fleetforge.cell.session.SessionRedirect;
import io.fleetforge.contracts.message.GhostUpdate.Ghost;
import io.fleetforge.contracts.play.ClientMessage.Join;
import io.fleetforge.contracts.play.ClientMessage.Leave;
import io.fleetforge.contracts.play.ClientMessage.Move;
import io.fleetforge.contracts.play.ClientMessage.Ping;
import io.fleetforge.contracts.play.ClientMessage.Resume;
import io.fleetforge.contracts.play.ServerMessage;
import io.fleetforge.contracts.play.ServerMessage.Close;
import io.fleetforge.contracts.play.ServerMessage.Delta;
import io.fleetforge.contracts.play.ServerMessage.Fault;
import io.fleetforge.contracts.play.ServerMessage.Joined;
import io.fleetforge.contracts.play.ServerMessage.Pong;
import io.fleetforge.contracts.play.ServerMessage.Redirect;
import io.fleetforge.runtime.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlayClientTest {

    private final ConnectionFixture table = new ConnectionFixture();

    @AfterEach
    void close() {
        table.close();
    }

    @Test
    void shouldCloseSocketsWhenTheHostIsSelfFenced() {
        var guest = table.new Guest().sends(new Join("ada", 10, 10));
        await().until(() -> !guest.received(Joined.class).isEmpty());
        table.isActive = false;

        guest.sends(new Move(1, 20, 20));

        assertThat(guest.closeCode).isEqualTo(4008);
        assertThat(guest.received(Close.class)).extracting(Close::reason).containsExactly("HostFenced");
        assertThat(table.left).as("the session lives on").isEmpty();
    }

    @Test
    void shouldAdmitAPlayerAndShowEntitiesBeyondTheCellEdge() {
        var ann = table.new Guest().sends(new Join("ann", 45, 10));
        var bob = table.new Guest().sends(new Join("bob", 55, 10));

        awaitRounds(
                ann,
                () -> ann.received(Delta.class).stream()
                        .flatMap(delta -> delta.entered().stream())
                        .anyMatch(entered -> entered.name().equals("bob")));

        assertThat(ann.received.getFirst()).isInstanceOf(Joined.class);
        assertThat(ann.received(Delta.class).getFirst().full()).isTrue();
        assertThat(bob.received(Joined.class)).hasSize(1);
    }

    @Test
    void shouldNameThePublicUrlOfItsHostInTheJoinedMessage() {
        table.publicUrl = "https://play.example.org/default/table-0";

        var ann = table.new Guest().sends(new Join("ann", 45, 10));

        await().until(() -> !ann.received(Joined.class).isEmpty());
        assertThat(ann.received(Joined.class).getFirst().address()).isEqualTo(table.publicUrl);
    }

    /** Applied once, in order. */
    @Test
    void shouldApplyInputsOnceAndInOrderWhenTheyAreRepeated() {
        var ann = table.new Guest().sends(new Join("ann", 10, 10));
        ann.sends(new Move(7, 20, 10)).sends(new Move(7, 30, 10)).sends(new Move(6, 40, 10));

        awaitRounds(ann, () -> acked(ann) == 7);
        ann.sends(new Move(8, 21, 10));
        awaitRounds(ann, () -> acked(ann) == 8);

        assertThat(table.refused("replayed")).isEqualTo(2);
        assertThat(ann.received(Fault.class)).as("no fault").isEmpty();
    }

    @Test
    void shouldApplyAnInputReceivedWhileItsSessionCrossesAnEdge() {
        var ann = table.new Guest().sends(new Join("ann", 45, 10));
        for (var seq = 1; seq <= 20; seq++) {
            ann.sends(new Move(seq, seq % 2 == 0 ? 40 : 60, 10));
            table.nowNs.addAndGet(TimeUnit.MILLISECONDS.toNanos(50));
            ann.sendView();
        }

        awaitRounds(ann, () -> acked(ann) == 20);
    }

    /** Full is an answer, and the same socket may try again. */
    @Test
    void shouldAnswerAJoinToAFullCellWithARetryTime() {
        table.refusal = new ProblemException(503, "cell-full", "full", List.of(), ConnectionFixture.busy());
        var ann = table.new Guest().sends(new Join("ann", 10, 10));
        table.refusal = null;
        ann.sends(new Join("ann", 10, 10));

        assertThat(ann.received(Fault.class)).containsExactly(new Fault("cell-full", "full", 5));
        assertThat(ann.received(Joined.class)).hasSize(1);
    }

    /** Nothing of it ends the session. */
    @Test
    void shouldRefuseBadInputByNameAndKeepTheSession() {
        var ann = table.new Guest().sends(new Move(1, 1, 1)).sends(new Join("ann", 10, 10));
        ann.sends(new Move(1, 100, 1)).sends(new Join("bob", 1, 1)).sends(new Resume("x"));
        ann.client.received(new Frame.Text("{}"));
        ann.client.received(new Frame.Binary(new byte[257]));
        ann.sends(new Move(1, 12, 10));

        assertThat(ann.received(Fault.class))
                .extracting(Fault::code)
                .containsExactly(
                        "not-joined", "outside-world", "second-join", "second-join", "wrong-mode", "too-large");
        assertThat(ann.received(Fault.class).getLast().message()).contains("256", "max-frame-bytes");
        awaitRounds(ann, () -> acked(ann) == 1);
    }

    @Test
    void shouldSurviveAnyBytesAndCloseInTheEnd() {
        var random = new Random(21);
        var ann = table.new Guest();
        for (var i = 0; i < 2_000 && ann.closeCode == 0; i++) {
            var bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            table.nowNs.addAndGet(TimeUnit.MILLISECONDS.toNanos(40));
            ann.client.received(new Frame.Binary(bytes));
        }

        assertThat(ann.closeCode).isEqualTo(4005);
        assertThat(ann.received.getLast()).isEqualTo(new Close("TooManyErrors", true, 1));
    }

    /** Views are skipped while the client reads nothing; then its socket is closed, and its session is not. */
    @Test
    void shouldSendNoViewsToASlowReaderAndCloseIt() {
        var ann = table.new Guest().sends(new Join("ann", 10, 10));
        awaitRounds(ann, () -> !ann.received(Delta.class).isEmpty());
        ann.reads = false;
        ann.sends(new Ping(1));
        var before = ann.received.size();
        for (var i = 0; i < 4; i++) {
            table.nowNs.addAndGet(Duration.ofSeconds(1).toNanos());
            ann.sendView();
        }
        assertThat(ann.received).as("no view while the pong is not taken").hasSize(before);
        assertThat(ann.closeCode).isZero();

        table.nowNs.addAndGet(Duration.ofSeconds(2).toNanos());
        ann.sendView();

        assertThat(ann.closeCode).isEqualTo(4001);
        assertThat(table.meters.get("fleetforge.play.slow.readers").counter().count())
                .isEqualTo(1);
        assertThat(table.sessions.size()).isEqualTo(1);
    }

    /** Answers to a client that floods and reads nothing do not pile up. */
    @Test
    void shouldBoundTheSendQueueOfAClientThatDoesNotRead() {
        var ann = table.new Guest();
        ann.reads = false;
        for (var i = 0; i < 200; i++) {
            table.nowNs.addAndGet(TimeUnit.MILLISECONDS.toNanos(40));
            ann.sends(new Ping(i));
        }

        assertThat(ann.held).hasSize(SendQueue.MAX_IN_FLIGHT);
    }

    @Test
    void shouldSendOneFullerDeltaWhenASlowClientReadsAgain() {
        var ann = table.new Guest().sends(new Join("ann", 10, 10));
        awaitRounds(ann, () -> !ann.received(Delta.class).isEmpty());
        ann.reads = false;
        ann.sends(new Ping(1)).sends(new Move(1, 20, 10));
        for (var i = 0; i < 10; i++) {
            ann.sendView();
        }
        ann.reads = true;
        ann.held.forEach(taken -> taken.complete(null));

        awaitRounds(ann, () -> acked(ann) == 1);

        assertThat(ann.closeCode).isZero();
    }

    @Test
    void shouldCloseASocketThatDoesNotJoin() {
        var ann = table.new Guest();
        table.nowNs.addAndGet(Duration.ofSeconds(6).toNanos());

        ann.sendView();

        assertThat(ann.received).containsExactly(new Close("NotJoinedInTime", false, 0));
        assertThat(ann.closeCode).isEqualTo(4003);
    }

    @Test
    void shouldWaitForAnotherJoinAfterThePauseThatItAskedFor() {
        var ann = table.new Guest();
        table.refusal = new ProblemException(503, "cell-full", "full", List.of(), Map.of("Retry-After", "5"));
        ann.sends(new Join("ann", 10, 10));
        table.nowNs.addAndGet(Duration.ofSeconds(9).toNanos());
        ann.sendView();
        assertThat(ann.closeCode).as("it does what it was asked for").isZero();

        table.nowNs.addAndGet(Duration.ofSeconds(2).toNanos());
        ann.sendView();
        assertThat(ann.closeCode).isEqualTo(4003);
    }

    /** All of these times are monotonic, no wall clock is asked. */
    @Test
    void shouldPingAQuietSocketAndCloseASilentOne() {
        var ann = table.new Guest().sends(new Join("ann", 10, 10));
        for (var i = 0; i < 3; i++) {
            table.nowNs.addAndGet(Duration.ofSeconds(11).toNanos());
            ann.client.ponged();
            ann.sendView();
        }
        assertThat(ann.pings).isEqualTo(3);
        assertThat(table.sessions.idle(Duration.ofSeconds(5)))
                .as("who answers is here")
                .isEmpty();

        table.nowNs.addAndGet(Duration.ofSeconds(31).toNanos());
        ann.sendView();

        assertThat(ann.closeCode).isEqualTo(4002);
        assertThat(table.sessions.size()).as("the session waits to be resumed").isEqualTo(1);
    }

    @Test
    void shouldRefuseAboveTheRateWithOneFaultPerSecondAndCloseAFlood() {
        var ann = table.new Guest().sends(new Join("ann", 10, 10));
        for (var i = 0; i < 70; i++) {
            ann.sends(new Ping(i));
        }
        assertThat(ann.received(Pong.class)).as("twice the rate at once").hasSize(59);
        assertThat(ann.received(Fault.class)).hasSize(1).first().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo("rate-limited");
            assertThat(fault.message()).contains("30", "inputs-per-second");
        });

        for (var i = 0; i < 400; i++) {
            ann.sends(new Ping(i));
        }

        assertThat(ann.closeCode).isEqualTo(4004);
        assertThat(table.sessions.size()).isEqualTo(1);
    }

    @Test
    void shouldBindASessionToTheNewestSocket() {
        var first = table.new Guest().sends(new Join("ann", 10, 10));
        var session = first.received(Joined.class).getFirst().session();

        var second = table.new Guest().sends(new Resume(session));

        assertThat(first.received.getLast()).isEqualTo(new Close("Superseded", false, 0));
        assertThat(second.received(Joined.class)).singleElement().returns(session, Joined::session);
        assertThat(table.left).isEmpty();
    }

    @Test
    void shouldShowGhostsOfAnotherHost() throws Exception {
        var ann = table.new Guest().sends(new Join("ann", 95, 10));
        table.receivesGhosts(new Ghost("s-bob", "bob", 110, 10), new Ghost("s-far", "far", 130, 10));

        awaitRounds(
                ann,
                () -> ann.received(Delta.class).stream()
                        .flatMap(delta -> delta.entered().stream())
                        .anyMatch(entered -> entered.name().equals("bob")));
        assertThat(ann.received(Delta.class).stream()
                        .flatMap(delta -> delta.entered().stream())
                        .toList())
                .extracting(ServerMessage.Entered::name)
                .as("herself, who is in reach, and not who is farther away")
                .containsExactly("ann", "bob");
    }

    @Test
    void shouldRedirectAPlayerToItsSessionWithATokenOfTheNextEpoch() {
        var ann = table.new Guest().sends(new Join("ann", 10, 10));
        var session = ann.received(Joined.class).getFirst().session();

        table.playSessions.clear(session).orElseThrow().follow(new SessionRedirect("table-1", 2));

        assertThat(ann.received(Redirect.class))
                .containsExactly(new Redirect("table-1", "10.0.0.7:8080", "", session + "@2"));
        assertThat(ann.received.getLast()).isEqualTo(new Close("OtherHost", true, 1));
    }

    @Test
    void shouldEndANewSessionWhoseSocketClosedBeforeTheJoinedMessage() {
        var ann = table.new Guest();
        ann.closeCode = 1006;

        ann.sends(new Join("ann", 10, 10));

        assertThat(table.left).containsExactly("ann NotDelivered");
    }

    /** A page that is reloaded twice: the first of its new sockets is gone before it is answered. */
    @Test
    void shouldKeepAContinuedSessionWhoseSocketClosedBeforeTheJoinedMessage() {
        table.continues = true;
        var ann = table.new Guest();
        ann.closeCode = 1006;

        ann.sends(new Join("ann", 10, 10));

        assertThat(table.left).isEmpty();
        assertThat(table.disconnected).as("for its grace time").containsExactly("ann");
    }

    @Test
    void shouldStartTheGraceTimeOfASessionWhenItsPlayerClosesTheSocket() {
        var ann = table.new Guest().sends(new Join("ann", 10, 10)).sends(new Ping(1));
        var bob = table.new Guest().sends(new Join("bob", 10, 10));

        ann.client.disconnected();
        bob.client.disconnected();

        assertThat(table.disconnected).containsExactly("ann", "bob without a token");
        assertThat(table.left).isEmpty();
    }

    @Test
    void shouldNotStartTheGraceTimeForASocketThatANewerOneSuperseded() {
        var first = table.new Guest().sends(new Join("ann", 10, 10));
        var session = first.received(Joined.class).getFirst().session();
        table.new Guest().sends(new Resume(session));

        first.client.disconnected();

        assertThat(table.disconnected).isEmpty();
    }

    @Test
    void shouldNotStartTheGraceTimeForASocketThatTheHostClosedByItself() {
        var fenced = table.new Guest().sends(new Join("ann", 10, 10)).sends(new Ping(1));
        var slow = table.new Guest().sends(new Join("bob", 10, 10)).sends(new Ping(1));

        fenced.client.close(CloseReason.FENCED);
        slow.client.close(CloseReason.SLOW_READER);

        assertThat(table.disconnected).containsExactly("bob");
    }

    @Test
    void shouldRedirectAPlayerWhoseSessionMovedBeforeItsSocketWasBound() {
        table.departed.add("ann");

        var ann = table.new Guest().sends(new Join("ann", 10, 10));

        var session = ann.received(Joined.class).getFirst().session();
        assertThat(ann.received(Redirect.class))
                .containsExactly(new Redirect("table-1", "10.0.0.7:8080", "", session + "@2"));
        assertThat(ann.received.getLast()).isEqualTo(new Close("OtherHost", true, 1));
    }

    @Test
    void shouldKeepTheSessionWhenTheSocketDropsAndEndItOnLeave() {
        var ann = table.new Guest().sends(new Join("ann", 10, 10));
        var session = ann.received(Joined.class).getFirst().session();
        ann.client.disconnected();
        assertThat(table.left).isEmpty();

        table.new Guest().sends(new Resume(session)).sends(new Leave());

        assertThat(table.left).containsExactly("ann Left");
    }

    private static long acked(Guest guest) {
        return guest.received(Delta.class).stream()
                .mapToLong(Delta::acked)
                .max()
                .orElse(0);
    }

    private static void awaitRounds(Guest guest, java.util.concurrent.Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(5)).pollInterval(Duration.ofMillis(5)).until(() -> {
            guest.sendView();
            return condition.call();
        });
        assertThat(guest.received).allSatisfy(message -> assertThat(message).isInstanceOf(ServerMessage.class));
    }
}
