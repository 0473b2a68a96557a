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
 * Ends sessions without input for the idle timeout; sessions outlive sockets and hosts, so nothing else would. A session whose
 * cell does not answer is tried again at the next check.
 */
@Singleton
class IdleSessionReaper {

    private static final Logger LOG = Logger.getLogger(IdleSessionReaper.class);
    private static final int CHECKS_PER_TIMEOUT = 10;

    private final SessionRegistry sessions;
    private final SessionRemoval removal;
    private final CellConfig config;
    private final PeriodicTask task = new PeriodicTask("idle-sessions");

    IdleSessionReaper(SessionRegistry sessions, SessionRemoval removal, CellConfig config) {
        this.sessions = sessions;
        this.removal = removal;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        var period = Duration.ofMillis(Math.max(1, config.sessionIdleTimeout().toMillis() / CHECKS_PER_TIMEOUT));
        task.startWithDelay(period, period, this::sweep);
    }

    void stop(@Observes ShutdownEvent event) {
        task.close();
    }

    private void sweep() {
        sessions.idle(config.sessionIdleTimeout()).forEach(this::end);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // no request waits for an idle session
    private void end(Session session) {
        try {
            removal.leave(session, "Idle", CorrelationId.random());
            LOG.infof("session %s of %s ended: idle", session.id(), session.player());
        } catch (ProblemException e) {
            LOG.debugf("session %s is idle, but: %s", session.id(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.warnf("session %s could not be ended: %s", session.id(), e);
        }
    }
}
