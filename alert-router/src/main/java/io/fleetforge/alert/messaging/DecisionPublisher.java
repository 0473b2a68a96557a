package io.fleetforge.alert.messaging;

import io.fleetforge.alert.explain.DecisionLine;
import io.fleetforge.alert.explain.DecisionLog;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.AlertDecision;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.runtime.messaging.EventPublisher;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Tells every instance what was decided. Nothing waits for it: a line that the broker does not take is known to this instance only,
 * until it ends. Thread-safe.
 */
public final class DecisionPublisher {

    private static final Logger LOG = Logger.getLogger(DecisionPublisher.class);

    private final DecisionLog log;
    private final EventPublisher events;

    public DecisionPublisher(DecisionLog log, EventPublisher events) {
        this.log = log;
        this.events = events;
    }

    public void record(List<DecisionLine> lines) {
        lines.stream().filter(log::add).forEach(this::publish);
    }

    private void publish(DecisionLine line) {
        var message = new AlertDecision(
                line.fingerprint(),
                line.at(),
                line.verdict().word(),
                line.group(),
                line.receiver(),
                line.channel(),
                line.text());
        events.publish(EventType.ALERT_DECIDED, line.fingerprint(), message, CorrelationId.random())
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        LOG.debugf("a decision about %s is not written: %s", line.fingerprint(), failure.getMessage());
                    }
                });
    }
}
