package io.fleetforge.cell.lifecycle;

import io.fleetforge.cell.directory.SessionDirectory;
import io.fleetforge.cell.gateway.PlayerOperations;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.runtime.problem.ProblemException;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Ends sessions of this host whose subject has a later one on another host. */
@Singleton
class SupersededSessions {

    private static final Logger LOG = Logger.getLogger(SupersededSessions.class);
    private static final String SUPERSEDED = "Superseded";

    private final SessionDirectory directory;
    private final SessionRegistry sessions;
    private final PlayerOperations players;

    SupersededSessions(SessionDirectory directory, SessionRegistry sessions, PlayerOperations players) {
        this.directory = directory;
        this.sessions = sessions;
        this.players = players;
    }

    void start(@Observes StartupEvent event) {
        directory.listen(session -> {
            if (sessions.find(session).isPresent()) {
                Thread.ofVirtual().name("superseded").start(() -> end(session));
            }
        });
    }

    /** One whose cell does not answer now ends as one whose client is gone. */
    @SuppressWarnings("FutureReturnValueIgnored") // repeated until it is written
    private void end(String id) {
        sessions.find(id).ifPresent(session -> {
            try {
                players.leave(session, SUPERSEDED, CorrelationId.random());
                LOG.infof("session %s of %s ended: a later join of its subject has another one", id, session.player());
            } catch (ProblemException e) {
                sessions.disconnected(id, Duration.ZERO);
                LOG.infof("session %s is superseded and ends later: %s", id, e.getMessage());
            }
        });
    }
}
