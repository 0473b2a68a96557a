package io.fleetforge.cell.lifecycle;

import io.fleetforge.cell.directory.SessionDirectory;
import io.fleetforge.cell.gateway.PlayerOperations;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.runtime.problem.ProblemException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Ends sessions of this host whose subject has a later one on another host. */
@Singleton
class SupersededSessions {

    private static final Logger LOG = Logger.getLogger(SupersededSessions.class);
    private static final String SUPERSEDED = "Superseded";

    private static final long PAUSE_MS = 500;
    private static final int RETRIES = 120;

    private final ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor();
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
                tasks.execute(() -> end(session, RETRIES));
            }
        });
    }

    void stop(@Observes ShutdownEvent event) {
        tasks.shutdownNow();
    }

    /** Tried again while the cell does not answer: the client of the session could keep it alive for ever. */
    @SuppressWarnings("FutureReturnValueIgnored") // the end is repeated until it is written
    private void end(String id, int retries) {
        var session = sessions.find(id);
        if (session.isEmpty()) {
            return;
        }
        try {
            players.leave(session.get(), SUPERSEDED, CorrelationId.random());
            LOG.infof(
                    "session %s of %s ended: its subject has a later one",
                    id, session.get().player());
        } catch (ProblemException e) {
            LOG.infof("session %s is superseded and ends later: %s", id, e.getMessage());
            if (retries > 0) {
                CompletableFuture.delayedExecutor(PAUSE_MS, TimeUnit.MILLISECONDS, tasks)
                        .execute(() -> end(id, retries - 1));
            }
        }
    }
}
