package io.fleetforge.cell.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fleetforge.cell.gateway.PlayerOperations.JoinResult;
import io.fleetforge.cell.gateway.PlayerOperations.JoinResult.Admitted;
import io.fleetforge.cell.gateway.PlayerOperations.JoinResult.OtherHost;
import io.fleetforge.cell.gateway.RepeatedJoins.Attempt;
import io.fleetforge.cell.runtime.CellAnswer;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.cell.session.SessionTokenClaims;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.runtime.problem.ProblemException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RepeatedJoinsTest {

    private static final Attempt KEY = new Attempt("key", "key", "body");

    private final SessionRegistry sessions = new SessionRegistry(new AtomicLong()::get);
    private final AtomicLong nowNs = new AtomicLong(-5);
    private final RepeatedJoins joins = new RepeatedJoins(sessions, "of the test", nowNs::get);

    @Test
    void shouldAnswerARepeatedJoinWithTheSessionOfTheFirst() {
        var first = joins.join(KEY, this::opened);

        var second = joins.join(KEY, this::opened);

        assertThat(second).isEqualTo(first);
        assertThat(sessions.size()).isEqualTo(1);
    }

    @Test
    void shouldRefuseAnotherBodyUnderTheSameKey() {
        joins.join(KEY, this::opened);

        var refused = catchThrowableOfType(
                ProblemException.class, () -> joins.join(new Attempt("key", "key", "other"), this::opened));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(sessions.size()).isEqualTo(1);
    }

    @Test
    void shouldOpenAnotherSessionWhenTheFirstHasEndedOrTheKeyDiffers() {
        var first = (Admitted) joins.join(KEY, this::opened);
        joins.join(new Attempt("other", "other", "body"), this::opened);
        assertThat(sessions.size()).isEqualTo(2);
        sessions.close(first.session().id());

        var again = (Admitted) joins.join(KEY, this::opened);

        assertThat(again.session().id()).isNotEqualTo(first.session().id());
    }

    @Test
    void shouldRefuseTheSecondOfTwoRequestsAtOnceWithRetryAfter() {
        joins.join(KEY, () -> {
            var refused = catchThrowableOfType(ProblemException.class, () -> joins.join(KEY, this::opened));
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.headers()).containsKey("Retry-After");
            return opened();
        });

        assertThat(sessions.size()).isEqualTo(1);
    }

    @Test
    void shouldForgetAnAnswerAfterThirtySeconds() {
        joins.join(KEY, this::opened);
        nowNs.addAndGet(RepeatedJoins.WINDOW.toNanos());

        joins.join(KEY, this::opened);

        assertThat(sessions.size()).isEqualTo(2);
    }

    @Test
    void shouldDecideARedirectAnewEachTime() {
        joins.join(KEY, () -> new OtherHost("w-1", "c"));

        assertThat(joins.join(new Attempt("key", "key", "other"), this::opened)).isInstanceOf(Admitted.class);
    }

    private JoinResult opened() {
        var opened = sessions.open("ann", null);
        var session = opened.session();
        return new Admitted(
                session,
                new SessionTokenClaims(session.id(), session.epoch(), opened.secret()),
                new CellAnswer.Done(new Entity(session.id(), 1, 1, 1, 1), "c", 1),
                false);
    }
}
