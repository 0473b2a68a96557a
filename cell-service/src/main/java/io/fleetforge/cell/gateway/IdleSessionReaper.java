package io.fleetforge.cell.gateway;

import io.fleetforge.cell.config.CellConfig;
import io.fleetforge.cell.session.Session;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.runtime.lifecycle.PeriodicTask;
import io.fleetforge.runtime.problem.ProblemException;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Ends sessions without activity for the idle timeout, and those whose player closed its socket, after a grace time; sessions
 * outlive sockets and hosts, so nothing else would. A session whose cell does not answer is tried again at the next check.
 */
@Singleton
class IdleSessionReaper {

    private static final Logger LOG = Logger.getLogger(IdleSessionReaper.class);
    private static final int CHECKS_PER_TIMEOUT = 10;
    private static final long MIN_PERIOD_MS = 100;

    private final SessionRegistry sessions;
    private final PlayerOperations players;
    private final CellConfig config;
    private final PeriodicTask task = new PeriodicTask("idle-sessions");

    IdleSessionReaper(SessionRegistry sessions, PlayerOperations players, CellConfig config) {
        this.sessions = sessions;
        this.players = players;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        var shortest = Math.min(
                config.sessionIdleTimeout().toMillis(), config.disconnectGrace().toMillis());
        var period = Duration.ofMillis(Math.max(MIN_PERIOD_MS, shortest / CHECKS_PER_TIMEOUT));
        task.startWithDelay(period, period, this::sweep);
    }

    void stop(@Observes ShutdownEvent event) {
        task.close();
    }

    private void sweep() {
        sessions.idle(config.sessionIdleTimeout()).forEach(session -> end(session, "Idle"));
        sessions.expired().forEach(session -> end(session, "Disconnected"));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // no request waits for an idle session
    private void end(Session session, String reason) {
        try {
            players.leave(session, reason, CorrelationId.random());
            LOG.infof("session %s of %s ended: %s", session.id(), session.player(), reason);
        } catch (ProblemException e) {
            LOG.debugf("session %s has to end (%s), but: %s", session.id(), reason, e.getMessage());
        } catch (RuntimeException e) {
            LOG.warnf("session %s could not be ended: %s", session.id(), e);
        }
    }
}
