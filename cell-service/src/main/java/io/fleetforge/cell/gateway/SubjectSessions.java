package io.fleetforge.cell.gateway;

import io.fleetforge.cell.directory.SessionDirectory.Located;
import io.fleetforge.cell.gateway.PlayerOperations.JoinResult;
import io.fleetforge.cell.gateway.PlayerOperations.JoinResult.Admitted;
import io.fleetforge.cell.gateway.PlayerOperations.JoinResult.OtherHost;
import io.fleetforge.cell.join.JoinPolicy;
import io.fleetforge.cell.join.Ticket;
import io.fleetforge.cell.runtime.CellInput;
import io.fleetforge.cell.session.Session;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.cell.session.SessionTokenClaims;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.runtime.problem.ProblemException;
import java.util.Optional;
import java.util.function.Supplier;

/** The session that a subject has already: a join of it continues that session, at its place, for the newer client. Thread-safe. */
final class SubjectSessions {

    /** A ticket stands for itself: the same one may come with another name or place. */
    private static final String ANY_BODY = "";

    private final SessionRegistry sessions;
    private final CellClient cells;
    private final SessionDurability durability;
    private final JoinPolicy policy;
    private final CellLocator locator;
    private final AbsentSessions absent = new AbsentSessions(System::nanoTime);
    private final RepeatedJoins repeated;

    SubjectSessions(
            SessionRegistry sessions,
            CellClient cells,
            SessionDurability durability,
            JoinPolicy policy,
            CellLocator locator) {
        this.sessions = sessions;
        this.cells = cells;
        this.durability = durability;
        this.policy = policy;
        this.locator = locator;
        this.repeated = new RepeatedJoins(sessions, "of the same subject", System::nanoTime);
    }

    /**
     * Joins a subject, one request at a time: continues its session, or opens one.
     *
     * @param open used when the subject has no session
     * @throws ProblemException 503 with Retry-After while another join of the subject runs, and as {@link #continued}
     */
    JoinResult join(Ticket ticket, CorrelationId correlation, Supplier<JoinResult> open) {
        var subject = ticket.subjectHash();
        var key = ticket.id() == null ? null : subject + "/" + ticket.id();
        return repeated.join(
                new RepeatedJoins.Attempt(subject, key, ANY_BODY),
                () -> continued(subject, correlation).orElseGet(open));
    }

    /**
     * The session of the subject for a new client; the host to join instead when another one has it; empty when there is none, or none
     * arrived on this host in two minutes.
     *
     * @throws ProblemException 503 when the session is about to arrive here, or the record of its new token is not durable; 409 when
     *     a later session of the subject was read meanwhile
     */
    private Optional<JoinResult> continued(String subject, CorrelationId correlation) {
        var current = policy.current(subject);
        if (current.isEmpty() || sessions.hasEnded(current.get().session())) {
            return Optional.empty();
        }
        var id = current.get().session();
        var local = sessions.find(id);
        if (local.isPresent()) {
            absent.arrived(id);
            return Optional.of(renewed(local.get(), correlation));
        }
        var other = otherHost(current.get());
        if (other.isPresent()) {
            return Optional.of(new OtherHost(other.get(), ""));
        }
        if (!absent.mayArrive(id)) {
            return Optional.empty();
        }
        throw ProblemException.retryLater(
                503, "not-yet-adopted", "the session of the subject is not on this host yet", 1);
    }

    /** A listed host that has the session; a session of a host that is gone is about to be adopted somewhere. */
    private Optional<String> otherHost(Located current) {
        return Optional.of(current.host())
                .filter(locator::isOtherListed)
                .or(() -> sessions.movedTo(current.session()).filter(locator::isOtherListed));
    }

    /** The old token is void once the new one is in the registry: its client is disconnected, whether the new one is acknowledged or not. */
    private Admitted renewed(Session known, CorrelationId correlation) {
        var id = known.id();
        var done = cells.ofSession(known, answer -> new CellInput.Locate(id, answer));
        var opened = sessions.renew(id).orElseThrow(SubjectSessions::leaving);
        var session = opened.session();
        policy.await(session);
        try {
            if (!durability.renew(session, done.entity(), correlation)) {
                throw CellClient.busy("the session was not recorded: Kafka does not answer");
            }
            policy.confirmed(session);
            if (!sessions.has(session)) {
                throw leaving();
            }
        } finally {
            policy.forget(session);
            durability.renewed(session);
        }
        return new Admitted(session, new SessionTokenClaims(id, session.epoch(), opened.secret()), done, true);
    }

    private static ProblemException leaving() {
        return CellClient.busy("the session is about to leave this host");
    }
}
