package io.fleetforge.cell.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SessionRegistryTest {

    private final SessionRegistry sessions = new SessionRegistry();

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
                .hasValueSatisfying(again -> assertThat(again.token()).isNotEqualTo(first.token()));
        assertThat(sessions.find(first.session().id())).isEmpty();
    }

    @Test
    void shouldProveASessionByItsTokenOnly() {
        var ann = sessions.open("ann").orElseThrow();
        var bob = sessions.open("bob").orElseThrow();

        assertThat(ann.session().isProvenBy(ann.token())).isTrue();
        assertThat(ann.session().isProvenBy(bob.token())).isFalse();
        assertThat(ann.session().isProvenBy("")).isFalse();
        assertThat(ann.token()).hasSize(32);
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
}
