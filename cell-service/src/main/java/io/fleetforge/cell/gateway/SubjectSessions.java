package io.fleetforge.cell.gateway;

import io.fleetforge.cell.gateway.PlayerOperations.JoinResult;
import io.fleetforge.cell.gateway.PlayerOperations.JoinResult.Admitted;
import io.fleetforge.cell.gateway.PlayerOperations.JoinResult.OtherHost;
import io.fleetforge.cell.join.JoinPolicy;
import io.fleetforge.cell.runtime.CellInput;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.cell.session.SessionTokenClaims;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.runtime.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The session that a subject has already: a join of it continues that session, at its place, for the newer client. Thread-safe. */
final class SubjectSessions {

    private final SessionRegistry sessions;
    private final CellClient cells;
    private final SessionDurability durability;
    private final JoinPolicy policy;
    private final CellLocator locator;
    private final Set<String> joining = ConcurrentHashMap.newKeySet();

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
    }

    /**
     * Runs one join of a subject at a time.
     *
     * @throws ProblemException 503 with Retry-After while another one runs
     */
    JoinResult exclusively(String subject, Supplier<JoinResult> join) {
        if (!joining.add(subject)) {
            throw CellClient.busy("another join of the same subject is in progress");
        }
        try {
            return join.get();
        } finally {
            joining.remove(subject);
        }
    }

    /**
     * The session of the subject for a new client; the host to join instead when another one has it; empty when there is none.
     *
     * @throws ProblemException 503 when the session is about to arrive here, or its record is not durable: all earlier tokens are void then,
     *     and the client joins again
     */
    Optional<JoinResult> continued(String subject, CorrelationId correlation) {
        var current = policy.current(subject);
        if (current.isEmpty()) {
            return Optional.empty();
        }
        var id = current.get().session();
        if (sessions.find(id).isPresent()) {
            return Optional.of(renewed(id, correlation));
        }
        if (locator.isOther(current.get().host())) {
            return Optional.of(new OtherHost(current.get().host(), ""));
        }
        var moved = sessions.movedTo(id);
        if (moved.isPresent()) {
            return Optional.of(new OtherHost(moved.get(), ""));
        }
        throw new ProblemException(
                503,
                "not-yet-adopted",
                "the session of the subject is not on this host yet",
                List.of(),
                Map.of("Retry-After", "1"));
    }

    private Admitted renewed(String id, CorrelationId correlation) {
        var opened = sessions.renew(id).orElseThrow(() -> CellClient.busy("the session is about to leave this host"));
        var session = opened.session();
        var done = cells.ofSession(session, answer -> new CellInput.Locate(id, answer));
        durability.renewed(session);
        if (!durability.open(session, done.entity(), correlation)) {
            throw CellClient.busy("the session was not recorded: Kafka does not answer");
        }
        return new Admitted(session, new SessionTokenClaims(id, session.epoch(), opened.secret()), done);
    }
}
