package io.fleetforge.cell.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.cell.checkpoint.SavedSession;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SessionRegistryTest {

    private final AtomicLong nowNs = new AtomicLong(Long.MAX_VALUE - 1_000_000);
    private final SessionRegistry sessions = new SessionRegistry(nowNs::get);

    @Test
    void shouldOpenSessionsOfTheSameNameThatHaveNothingInCommon() {
        var first = sessions.open("ann");

        var second = sessions.open("ann");

        assertThat(second.session().id()).isNotEqualTo(first.session().id());
        assertThat(second.secret()).isNotEqualTo(first.secret());
        assertThat(first.session().isAuthenticatedBy(second.secret())).isFalse();
        sessions.end(second.session().id());
        assertThat(sessions.find(first.session().id())).contains(first.session());
    }

    @Test
    void shouldAdoptASessionThoughAnotherHasItsName() {
        var local = sessions.open("ann").session();

        assertThat(sessions.adopt(saved("arriving", "ann", 1))).isTrue();

        assertThat(sessions.find("arriving")).isPresent();
        assertThat(sessions.find(local.id())).contains(local);
    }

    @Test
    void shouldNotAdoptASessionThatEndedHereWhateverItsEpoch() {
        sessions.adopt(saved("ended", "ann", 1));

        sessions.end("ended");

        assertThat(sessions.hasEnded("ended")).isTrue();
        assertThat(sessions.adopt(saved("ended", "ann", 9))).isFalse();
        assertThat(sessions.forward("w-2", saved("ended", "ann", 9))).isEmpty();
        sessions.remember(Map.of("ended", 12L));
        assertThat(sessions.adopt(saved("ended", "ann", 12))).isFalse();
    }

    @Test
    void shouldExpireASessionAfterTheGraceTimeUnlessItsPlayerIsActive() {
        var gone = sessions.open("gone").session();
        var back = sessions.open("back").session();
        sessions.disconnected(gone.id(), Duration.ofSeconds(30));
        sessions.disconnected(back.id(), Duration.ofSeconds(30));
        nowNs.addAndGet(Duration.ofSeconds(29).toNanos());
        assertThat(sessions.expired()).isEmpty();
        sessions.active(back.id());

        nowNs.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(sessions.expired()).containsExactly(gone);
    }

    @Test
    void shouldAuthenticateASessionByItsSecretOnly() {
        var ann = sessions.open("ann");
        var bob = sessions.open("bob");

        assertThat(ann.session().isAuthenticatedBy(ann.secret())).isTrue();
        assertThat(ann.session().isAuthenticatedBy(bob.secret())).isFalse();
        assertThat(ann.session().isAuthenticatedBy("")).isFalse();
        assertThat(ann.secret()).hasSize(32);
    }

    @Test
    void shouldKeepALaterCellWhenTheFirstAnswerComesLate() {
        var session = sessions.open("ann").session();
        sessions.moved(session.id(), "child");

        sessions.entered(session.id(), "parent");

        assertThat(session.cell()).isEqualTo("child");
    }

    @Test
    void shouldReportASessionThatEndedBeforeItsFirstCellAnswered() {
        var session = sessions.open("ann").session();
        sessions.close(session.id());

        assertThat(sessions.entered(session.id(), "cell")).isFalse();
    }

    @Test
    void shouldAuthenticateAnAdoptedSessionByItsFirstToken() {
        var opened = sessions.open("ann");
        var successor = new SessionRegistry(nowNs::get);

        assertThat(successor.adopt(handoff(opened.session(), 1))).isTrue();

        assertThat(successor.find(opened.session().id())).hasValueSatisfying(restored -> {
            assertThat(restored.isAuthenticatedBy(opened.secret())).isTrue();
            assertThat(restored.epoch()).isEqualTo(2);
        });
        assertThat(opened.session().tokenHash()).hasSize(64).doesNotContain(opened.secret());
    }

    /** A record of a lower epoch, or a repeated one, has no effect. */
    @Test
    void shouldAdoptNoSessionTwiceThoughItMovedOnOrEndedMeanwhile() {
        var session = sessions.open("ann").session();
        var other = new SessionRegistry(nowNs::get);
        other.adopt(handoff(session, 1));

        assertThat(other.adopt(handoff(session, 1))).as("here").isFalse();
        other.handOff("w-2", session.id());
        assertThat(other.adopt(handoff(session, 1))).as("went on").isFalse();
        assertThat(other.movedTo(session.id())).contains("w-2");
        assertThat(other.adopt(handoff(session, 2)))
                .as("its own record, the receiver being gone")
                .isTrue();
        other.close(session.id());
        assertThat(other.adopt(handoff(session, 2))).as("ended").isFalse();
        assertThat(other.adopt(handoff(session, 3))).as("handed back").isTrue();
    }

    @Test
    void shouldForwardEachRecordOnceAndRememberEpochsOfOthers() {
        var session = sessions.open("ann").session();
        var other = new SessionRegistry(nowNs::get);
        other.remember(Map.of("known", 5L, "ended", Long.MAX_VALUE));

        assertThat(other.forward("w-2", handoff(session, 1))).contains(handoff(session, 2));
        assertThat(other.forward("w-2", handoff(session, 1))).isEmpty();
        assertThat(other.forward("w-2", handoff(session, 2))).as("handed back").contains(handoff(session, 3));
        assertThat(other.movedTo(session.id())).contains("w-2");
        assertThat(other.adopt(saved("known", "bob", 4))).isFalse();
        assertThat(other.adopt(saved("ended", "eve", 9))).isFalse();
        assertThat(other.adopt(saved("known", "bob", 5))).isTrue();
    }

    private static SavedSession handoff(Session session, long epoch) {
        return new SavedSession(new Entity(session.id(), 1, 1, 1, 1), session.player(), epoch, session.tokenHash());
    }

    private static SavedSession saved(String id, String player, long epoch) {
        return new SavedSession(new Entity(id, 1, 1, 1, 1), player, epoch, "0f".repeat(32));
    }

    /** Idle times are monotonic. */
    @Test
    void shouldReportIdleSessionsAlsoWhenTheClockWraps() {
        var silent = sessions.open("silent").session();
        var active = sessions.open("active").session();
        nowNs.addAndGet(Duration.ofMinutes(9).toNanos());
        sessions.active(active.id());
        assertThat(sessions.idle(Duration.ofMinutes(10))).isEmpty();

        nowNs.addAndGet(Duration.ofMinutes(1).toNanos());

        assertThat(sessions.idle(Duration.ofMinutes(10))).containsExactly(silent);
    }
}
