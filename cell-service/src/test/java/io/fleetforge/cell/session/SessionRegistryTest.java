package io.fleetforge.cell.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
    void shouldProveARestoredSessionByTheTokenOfItsFirstLife() {
        var opened = sessions.open("ann").orElseThrow();
        var successor = new SessionRegistry(nowNs::get);

        assertThat(successor.restore(
                        opened.session().id(), "ann", 2, opened.session().tokenHash()))
                .isTrue();

        assertThat(successor.find(opened.session().id())).hasValueSatisfying(restored -> {
            assertThat(restored.isProvenBy(opened.secret())).isTrue();
            assertThat(restored.epoch()).isEqualTo(2);
        });
        assertThat(successor.open("ann")).as("one session per player").isEmpty();
        assertThat(successor.restore("another", "ann", 2, opened.session().tokenHash()))
                .isFalse();
        assertThat(opened.session().tokenHash()).hasSize(64).doesNotContain(opened.secret());
    }

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
