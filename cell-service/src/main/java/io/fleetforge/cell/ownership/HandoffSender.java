package io.fleetforge.cell.ownership;

import io.fleetforge.cell.checkpoint.SavedSession;
import io.fleetforge.cell.session.SessionRedirect;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.cell.session.SessionReleaseNotifier;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.TopologyMessage.HostAssignment;

/** Hands sessions off to other hosts, forwards those that belong to a third one, and redirects their clients. Thread-safe. */
final class HandoffSender {

    private final SessionRegistry sessions;
    private final SessionRecords records;
    private final SessionReleaseNotifier releases;

    HandoffSender(SessionRegistry sessions, SessionRecords records, SessionReleaseNotifier releases) {
        this.sessions = sessions;
        this.records = records;
        this.releases = releases;
    }

    /** {@code to} owns the session of {@code entity} from now on. */
    void handOff(Entity entity, HostAssignment to, CorrelationId correlation) {
        var unordered = sessions.endUnordered(entity.id());
        if (unordered.isPresent()) { // its join is not answered yet and will be refused
            records.track("end of " + entity.id(), records.end(unordered.get(), correlation));
            return;
        }
        var session = sessions.find(entity.id());
        if (session.isPresent() && session.get().cell().isEmpty()) {
            sessions.close(entity.id()); // as above; nothing is recorded yet
            return;
        }
        sessions.handOff(to.name(), entity.id()).ifPresent(gone -> {
            var unused = records.handoffs()
                    .handOff(
                            new SavedSession(entity, gone.player(), gone.epoch(), gone.tokenHash(), gone.subject()),
                            to,
                            correlation);
            releases.movedTo(gone.id(), new SessionRedirect(to.name(), gone.epoch() + 1));
        });
    }

    /** Hands off a session that this host does not adopt. */
    void forward(SavedSession session, HostAssignment to, CorrelationId correlation) {
        sessions.forward(to.name(), session).ifPresent(next -> records.forward(next, to, correlation));
    }
}
