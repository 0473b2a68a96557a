package io.fleetforge.cell.join;

import io.fleetforge.cell.directory.SessionDirectory;
import io.fleetforge.cell.directory.SessionDirectory.Confirmed;
import io.fleetforge.cell.directory.SessionDirectory.Located;
import io.fleetforge.cell.session.Session;
import io.fleetforge.runtime.problem.ProblemException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a host takes a join: rate, tickets, the number of sessions of the world. In Ticket mode, or with a limit of sessions, it
 * follows the journal of the world, and a join counts once its record was read back. Refusals are {@link ProblemException}s. Thread-safe.
 */
public final class JoinPolicy {

    private static final long READ_BACK_MS = 2000;

    private final JoinLimits limits;
    private final JoinLimiter limiter;
    private final @Nullable TicketVerifier tickets;
    private final SessionDirectory directory;

    private JoinPolicy(
            JoinLimits limits, JoinLimiter limiter, @Nullable TicketVerifier tickets, SessionDirectory directory) {
        this.limits = limits;
        this.limiter = limiter;
        this.tickets = tickets;
        this.directory = directory;
    }

    /**
     * Open mode: the session is the identity, a client needs no ticket.
     *
     * @param hosts of the world now
     * @param nanoClock monotonic nanoseconds
     */
    public static JoinPolicy open(
            JoinLimits limits, IntSupplier hosts, SessionDirectory directory, LongSupplier nanoClock) {
        return new JoinPolicy(limits, new JoinLimiter(limits, hosts, nanoClock), null, directory);
    }

    /** Ticket mode: the subject of a ticket for this issuer and audience is the identity. */
    public JoinPolicy withTickets(String issuer, String audience, KeySetSource keys, Clock clock) {
        return new JoinPolicy(limits, limiter, new TicketVerifier(issuer, audience, keys, clock), directory);
    }

    /** Whether the directory is needed. */
    public boolean followsJournal() {
        return tickets != null || limits.maxSessions().isPresent();
    }

    /**
     * Counts the join and returns its ticket; empty in Open mode.
     *
     * @throws ProblemException 429 or 503 above a rate, 401 for a missing or invalid ticket, 503 while the directory is not complete or
     *     there are no keys
     */
    public Optional<Ticket> admit(JoinRequest request) {
        limiter.requireSource(request.source());
        if (followsJournal() && !directory.isComplete()) {
            throw busy("journal-not-read", "the sessions of the world are not all read yet", 1);
        }
        var ticket = tickets == null ? Optional.<Ticket>empty() : Optional.of(verified(tickets, request.ticket()));
        limiter.requireWorld(); // last: a client without a valid ticket takes nothing from the players
        return ticket;
    }

    private static Ticket verified(TicketVerifier tickets, @Nullable String ticket) {
        if (ticket == null) {
            throw new ProblemException(
                    401, "ticket-required", "this world admits players with a ticket of its identity provider only");
        }
        return switch (tickets.verify(ticket)) {
            case TicketResult.Valid(var valid) -> valid;
            case TicketResult.OutOfTime() ->
                throw new ProblemException(401, "ticket-expired", "the ticket has expired or is not valid yet");
            case TicketResult.Invalid(var reason) ->
                throw new ProblemException(401, "ticket-invalid", "the ticket is refused: " + reason);
            case TicketResult.NoKeys(var reason) ->
                throw busy("ticket-keys-missing", "tickets cannot be verified: " + reason, 5);
        };
    }

    /** The session that the subject has already. */
    public Optional<Located> current(String subject) {
        return directory.current(subject);
    }

    /** @throws ProblemException 503 when the world has its limit of sessions */
    public void requireRoom() {
        if (limits.maxSessions().isPresent()
                && directory.size() >= limits.maxSessions().getAsInt()) {
            throw full();
        }
    }

    /** Awaits the record of a session that is about to be written. */
    public void await(Session session) {
        if (followsJournal()) {
            directory.await(session.id(), session.epoch());
        }
    }

    /**
     * Waits until the session's record of its epoch was read back.
     *
     * @return its offset; empty when the journal is not followed
     * @throws ProblemException 503 when it is not read in two seconds or the world has its limit of sessions, 409 when a later session of
     *     the subject was read before
     */
    public Optional<Long> confirmed(Session session) {
        if (!followsJournal()) {
            return Optional.empty();
        }
        var record = readBack(session);
        if (!record.isCurrent()) {
            throw ProblemException.retryLater(
                    409,
                    "superseded",
                    "a later join of the same subject has another session; join again to continue it",
                    1);
        }
        if (session.epoch() == 1
                && limits.maxSessions().isPresent()
                && record.count() > limits.maxSessions().getAsInt()) {
            throw full();
        }
        return Optional.of(record.offset());
    }

    private Confirmed readBack(Session session) {
        try {
            return directory
                    .await(session.id(), session.epoch())
                    .toCompletableFuture()
                    .get(READ_BACK_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy("busy", "the join was interrupted", 1);
        } catch (ExecutionException | TimeoutException e) {
            throw busy("busy", "the session was not read back: Kafka does not answer", 1);
        } finally {
            forget(session);
        }
    }

    /** Nothing awaits the session's record any longer. */
    public void forget(Session session) {
        directory.forget(session.id());
    }

    private ProblemException full() {
        return busy(
                "world-full",
                "the world has its limit of " + limits.maxSessions().getAsInt()
                        + " sessions (spec.players.limits.maxSessions)",
                5);
    }

    private static ProblemException busy(String code, String detail, int retryAfterSeconds) {
        return ProblemException.retryLater(503, code, detail, retryAfterSeconds);
    }
}
