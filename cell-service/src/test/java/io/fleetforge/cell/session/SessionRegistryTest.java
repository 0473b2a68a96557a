package io.fleetforge.cell.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.cell.checkpoint.SavedSession;
import io.fleetforge.cell.session.SessionRegistry.Taken;
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
    void shouldProveASessionByItsSecretOnly() {
        var ann = sessions.open("ann").orElseThrow();
        var bob = sessions.open("bob").orElseThrow();

        assertThat(ann.session().isProvenBy(ann.secret())).isTrue();
        assertThat(ann.session().isProvenBy(bob.secret())).isFalse();
        assertThat(ann.session().isProvenBy("")).isFalse();
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
    void shouldSayThatASessionEndedBeforeItsFirstCellAnswered() {
        var session = sessions.open("ann").orElseThrow().session();
        sessions.close(session.id());

        assertThat(sessions.entered(session.id(), "cell")).isFalse();
    }

    @Test
    void shouldProveATakenUpSessionByTheTokenOfItsFirstLife() {
        var opened = sessions.open("ann").orElseThrow();
        var successor = new SessionRegistry(nowNs::get);

        assertThat(successor.takeUp(word(opened.session(), 1))).isEqualTo(Taken.TAKEN);

        assertThat(successor.find(opened.session().id())).hasValueSatisfying(restored -> {
            assertThat(restored.isProvenBy(opened.secret())).isTrue();
            assertThat(restored.epoch()).isEqualTo(2);
        });
        assertThat(successor.open("ann")).as("one session per player").isEmpty();
        assertThat(opened.session().tokenHash()).hasSize(64).doesNotContain(opened.secret());
    }

    /** Case 23: a word of a lower epoch, or a second one, has no effect. */
    @Test
    void shouldTakeNoSessionTwiceThoughItWentOnOrEndedMeanwhile() {
        var session = sessions.open("ann").orElseThrow().session();
        var other = new SessionRegistry(nowNs::get);
        other.takeUp(word(session, 1));

        assertThat(other.takeUp(word(session, 1))).as("here").isEqualTo(Taken.OUT_OF_DATE);
        other.giveTo("w-2", session.id());
        assertThat(other.takeUp(word(session, 1))).as("went on").isEqualTo(Taken.OUT_OF_DATE);
        assertThat(other.goneTo(session.id())).contains("w-2");
        assertThat(other.takeUp(word(session, 2)))
                .as("its own word, the receiver being gone")
                .isEqualTo(Taken.TAKEN);
        other.close(session.id());
        assertThat(other.takeUp(word(session, 2))).as("ended").isEqualTo(Taken.OUT_OF_DATE);
        assertThat(other.takeUp(word(session, 3))).as("given back").isEqualTo(Taken.TAKEN);
    }

    @Test
    void shouldPassOnEachWordOnceAndRememberWhatOthersKnow() {
        var session = sessions.open("ann").orElseThrow().session();
        var other = new SessionRegistry(nowNs::get);
        other.remember(Map.of("known", 5L, "ended", Long.MAX_VALUE));

        assertThat(other.passOn("w-2", word(session, 1))).contains(word(session, 2));
        assertThat(other.passOn("w-2", word(session, 1))).isEmpty();
        assertThat(other.passOn("w-2", word(session, 2))).as("given back").contains(word(session, 3));
        assertThat(other.goneTo(session.id())).contains("w-2");
        assertThat(other.takeUp(saved("known", "bob", 4))).isEqualTo(Taken.OUT_OF_DATE);
        assertThat(other.takeUp(saved("ended", "eve", 9))).isEqualTo(Taken.OUT_OF_DATE);
        assertThat(other.takeUp(saved("known", "bob", 5))).isEqualTo(Taken.TAKEN);
        assertThat(other.takeUp(saved("second", "bob", 1))).isEqualTo(Taken.PLAYER_IS_HERE);
    }

    private static SavedSession word(Session session, long epoch) {
        return new SavedSession(new Entity(session.id(), 1, 1, 1, 1), session.player(), epoch, session.tokenHash());
    }

    private static SavedSession saved(String id, String player, long epoch) {
        return new SavedSession(new Entity(id, 1, 1, 1, 1), player, epoch, "0f".repeat(32));
    }

    /** Case 27: idle times are monotonic. */
    @Test
    void shouldCallThoseIdleWhoWereNotHeardOfForLongAlsoWhenTheClockWrapsRound() {
        var silent = sessions.open("silent").orElseThrow().session();
        var heard = sessions.open("heard").orElseThrow().session();
        nowNs.addAndGet(Duration.ofMinutes(9).toNanos());
        sessions.seen(heard.id());
        assertThat(sessions.idle(Duration.ofMinutes(10))).isEmpty();

        nowNs.addAndGet(Duration.ofMinutes(1).toNanos());

        assertThat(sessions.idle(Duration.ofMinutes(10))).containsExactly(silent);
    }
}
