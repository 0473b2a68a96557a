package io.fleetforge.cell.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.cell.checkpoint.SavedSession;
import io.fleetforge.cell.session.SessionRegistry.Adoption;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SessionRegistryTest {

    private final AtomicLong nowNs = new AtomicLong(Long.MAX_VALUE - 1_000_000);
    private final SessionRegistry sessions = new SessionRegistry(nowNs::get);

    @Test
    void shouldRefuseASecondSessionOfTheSamePlayer() {
        sessions.open("ann");

        assertThat(sessions.open("ann")).isEmpty();
        assertThat(sessions.open("bob")).isPresent();
        assertThat(sessions.size()).isEqualTo(2);
    }

    @Test
    void shouldAdmitThePlayerAgainAfterTheSessionEnded() {
        var first = sessions.open("ann").orElseThrow();

        sessions.close(first.session().id());

        assertThat(sessions.open("ann"))
                .hasValueSatisfying(again -> assertThat(again.secret()).isNotEqualTo(first.secret()));
        assertThat(sessions.find(first.session().id())).isEmpty();
    }

    @Test
    void shouldAuthenticateASessionByItsSecretOnly() {
        var ann = sessions.open("ann").orElseThrow();
        var bob = sessions.open("bob").orElseThrow();

        assertThat(ann.session().isAuthenticatedBy(ann.secret())).isTrue();
        assertThat(ann.session().isAuthenticatedBy(bob.secret())).isFalse();
        assertThat(ann.session().isAuthenticatedBy("")).isFalse();
        assertThat(ann.secret()).hasSize(32);
    }

    @Test
    void shouldKeepALaterCellWhenTheFirstAnswerComesLate() {
        var session = sessions.open("ann").orElseThrow().session();
        sessions.moved(session.id(), "child");

        sessions.entered(session.id(), "parent");

        assertThat(session.cell()).isEqualTo("child");
    }

    @Test
    void shouldReportASessionThatEndedBeforeItsFirstCellAnswered() {
        var session = sessions.open("ann").orElseThrow().session();
        sessions.close(session.id());

        assertThat(sessions.entered(session.id(), "cell")).isFalse();
    }

    @Test
    void shouldAuthenticateAnAdoptedSessionByItsFirstToken() {
        var opened = sessions.open("ann").orElseThrow();
        var successor = new SessionRegistry(nowNs::get);

        assertThat(successor.adopt(handoff(opened.session(), 1))).isEqualTo(Adoption.ADOPTED);

        assertThat(successor.find(opened.session().id())).hasValueSatisfying(restored -> {
            assertThat(restored.isAuthenticatedBy(opened.secret())).isTrue();
            assertThat(restored.epoch()).isEqualTo(2);
        });
        assertThat(successor.open("ann")).as("one session per player").isEmpty();
        assertThat(opened.session().tokenHash()).hasSize(64).doesNotContain(opened.secret());
    }

    /** A record of a lower epoch, or a repeated one, has no effect. */
    @Test
    void shouldAdoptNoSessionTwiceThoughItMovedOnOrEndedMeanwhile() {
        var session = sessions.open("ann").orElseThrow().session();
        var other = new SessionRegistry(nowNs::get);
        other.adopt(handoff(session, 1));

        assertThat(other.adopt(handoff(session, 1))).as("here").isEqualTo(Adoption.OUT_OF_DATE);
        other.handOff("w-2", session.id());
        assertThat(other.adopt(handoff(session, 1))).as("went on").isEqualTo(Adoption.OUT_OF_DATE);
        assertThat(other.movedTo(session.id())).contains("w-2");
        assertThat(other.adopt(handoff(session, 2)))
                .as("its own record, the receiver being gone")
                .isEqualTo(Adoption.ADOPTED);
        other.close(session.id());
        assertThat(other.adopt(handoff(session, 2))).as("ended").isEqualTo(Adoption.OUT_OF_DATE);
        assertThat(other.adopt(handoff(session, 3))).as("handed back").isEqualTo(Adoption.ADOPTED);
    }

    @Test
    void shouldForwardEachRecordOnceAndRememberEpochsOfOthers() {
        var session = sessions.open("ann").orElseThrow().session();
        var other = new SessionRegistry(nowNs::get);
        other.remember(Map.of("known", 5L, "ended", Long.MAX_VALUE));

        assertThat(other.forward("w-2", handoff(session, 1))).contains(handoff(session, 2));
        assertThat(other.forward("w-2", handoff(session, 1))).isEmpty();
        assertThat(other.forward("w-2", handoff(session, 2))).as("handed back").contains(handoff(session, 3));
        assertThat(other.movedTo(session.id())).contains("w-2");
        assertThat(other.adopt(saved("known", "bob", 4))).isEqualTo(Adoption.OUT_OF_DATE);
        assertThat(other.adopt(saved("ended", "eve", 9))).isEqualTo(Adoption.OUT_OF_DATE);
        assertThat(other.adopt(saved("known", "bob", 5))).isEqualTo(Adoption.ADOPTED);
        assertThat(other.adopt(saved("second", "bob", 1))).isEqualTo(Adoption.PLAYER_PRESENT);
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
        var silent = sessions.open("silent").orElseThrow().session();
        var active = sessions.open("active").orElseThrow().session();
        nowNs.addAndGet(Duration.ofMinutes(9).toNanos());
        sessions.active(active.id());
        assertThat(sessions.idle(Duration.ofMinutes(10))).isEmpty();

        nowNs.addAndGet(Duration.ofMinutes(1).toNanos());

        assertThat(sessions.idle(Duration.ofMinutes(10))).containsExactly(silent);
    }
}
