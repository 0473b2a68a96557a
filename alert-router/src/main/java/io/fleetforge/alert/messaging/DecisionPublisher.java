package io.fleetforge.alert.messaging;

import io.fleetforge.alert.explain.DecisionLog;
import io.fleetforge.alert.explain.LoggedDecision;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.AlertDecision;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.runtime.messaging.EventPublisher;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Publishes decisions to every instance. It does not wait for the broker: a decision that is not written stays known to
 * this instance only, until it stops. Thread-safe.
 */
public final class DecisionPublisher {

    private static final Logger LOG = Logger.getLogger(DecisionPublisher.class);

    private final DecisionLog log;
    private final EventPublisher events;

    public DecisionPublisher(DecisionLog log, EventPublisher events) {
        this.log = log;
        this.events = events;
    }

    public void record(List<LoggedDecision> decisions) {
        decisions.stream().filter(log::add).forEach(this::publish);
    }

    private void publish(LoggedDecision decision) {
        var message = new AlertDecision(
                decision.fingerprint(),
                decision.at(),
                decision.outcome().code(),
                decision.group(),
                decision.receiver(),
                decision.integration(),
                decision.text());
        events.publish(EventType.ALERT_DECIDED, decision.fingerprint(), message, CorrelationId.random())
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        LOG.debugf("decision about %s not written: %s", decision.fingerprint(), failure.getMessage());
                    }
                });
    }
}
