package io.fleetforge.cell.gateway;

import io.fleetforge.cell.runtime.CellAgent;
import io.fleetforge.cell.runtime.CellAnswer;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.cell.runtime.CellInput;
import io.fleetforge.cell.session.Session;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.runtime.problem.ProblemException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Sends an input to the cell that owns a session or a position, and waits for the answer. While a session crosses an edge or its
 * cell is repartitioned it is in no mailbox for a tick or two: the request is then repeated at its new cell. Blocks; for virtual
 * threads only.
 */
final class CellClient {

    private static final long ANSWER_DEADLINE_MS = 2000;
    private static final long AGAIN_NS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final int TRIES = 100;

    private final CellHost host;
    private final SessionRegistry sessions;

    CellClient(CellHost host, SessionRegistry sessions) {
        this.host = host;
        this.sessions = sessions;
    }

    /** Makes the input once the future for its answer exists. */
    interface Question extends Function<CompletableFuture<CellAnswer>, CellInput> {}

    /**
     * Asks the session's cell.
     *
     * @throws ProblemException 404 when the session ended, 503 when no cell answered
     */
    CellAnswer.Done ofSession(Session session, Question question) {
        return until(
                () -> sessions.find(session.id()).flatMap(known -> host.cell(known.cell())),
                () -> sessions.find(session.id()).isPresent(),
                () -> noSession(session.id()),
                question);
    }

    /**
     * Asks the cell at a position.
     *
     * @throws ProblemException 503 when the cell is full or did not answer
     */
    CellAnswer.Done atPosition(double x, double y, Question question) {
        return until(() -> host.cellAt(x, y), () -> !host.stopping(), () -> busy("the host is stopping"), question);
    }

    static ProblemException busy(String reason) {
        return ProblemException.retryLater(503, "busy", reason, 1);
    }

    /** Why the session is not on this host: it moved to another one, or it is unknown. */
    ProblemException noSession(String id) {
        return sessions.movedTo(id)
                .map(host -> new ProblemException(421, "other-host", "the session is on host " + host + " now"))
                .orElseGet(() -> new ProblemException(404, "no-session", "the session is not on this host"));
    }

    private CellAnswer.Done until(
            Supplier<Optional<CellAgent>> cell,
            Supplier<Boolean> worthWaiting,
            Supplier<ProblemException> timedOut,
            Question question) {
        for (var attempt = 0; attempt < TRIES; attempt++) {
            var answer = cell.get().map(found -> ask(found, question)).orElseGet(CellAnswer.Absent::new);
            if (!(answer instanceof CellAnswer.Absent)) {
                return done(answer);
            }
            if (!worthWaiting.get()) {
                throw timedOut.get();
            }
            LockSupport.parkNanos(AGAIN_NS);
        }
        throw busy("the cell is being moved");
    }

    private static CellAnswer ask(CellAgent cell, Question question) {
        var answer = new CompletableFuture<CellAnswer>();
        cell.offer(question.apply(answer));
        try {
            return answer.get(ANSWER_DEADLINE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return timeOut(answer, "interrupted");
        } catch (ExecutionException | TimeoutException e) {
            return timeOut(answer, "the cell did not answer in time");
        }
    }

    /** The first completion wins: when the cell answered after all, its answer stands. */
    private static CellAnswer timeOut(CompletableFuture<CellAnswer> answer, String reason) {
        answer.complete(new CellAnswer.Busy(reason));
        return answer.join();
    }

    private static CellAnswer.Done done(CellAnswer answer) {
        return switch (answer) {
            case CellAnswer.Done done -> done;
            case CellAnswer.Present present -> throw new IllegalStateException("entities are not requested here");
            case CellAnswer.Recorded recorded -> throw new IllegalStateException("a recording is not requested here");
            case CellAnswer.Surveyed surveyed -> throw new IllegalStateException("a survey is not requested here");
            case CellAnswer.Full(var limit) ->
                throw ProblemException.retryLater(
                        503, "cell-full", "the cell holds its limit of " + limit + " players", 5);
            case CellAnswer.Busy(var reason) -> throw busy(reason);
            case CellAnswer.Refused(var reason) -> throw new ProblemException(400, "refused", reason);
            case CellAnswer.Absent absent -> throw new IllegalStateException("an absent entity is requested again");
        };
    }
}
