package io.fleetforge.alert.messaging;

import io.fleetforge.alert.explain.DecisionLog;
import io.fleetforge.alert.explain.LoggedDecision;
import io.fleetforge.alert.explain.LoggedDecision.Outcome;
import io.fleetforge.contracts.message.AlertDecision;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.MalformedMessageException;
import io.fleetforge.runtime.messaging.IncomingEvent;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Adds the decisions of all instances to the log, so that any of them can show them. */
@ApplicationScoped
public class DecisionAdapter {

    private final DecisionLog log;

    public DecisionAdapter(DecisionLog log) {
        this.log = log;
    }

    @Incoming("alert-decisions")
    @Blocking
    public void receive(ConsumerRecord<String, byte[]> record) throws MalformedMessageException {
        var event = IncomingEvent.decode(record, EventType.ALERT_DECIDED);
        if (event.isPresent() && event.get().payload() instanceof AlertDecision decision) {
            Outcome.of(decision.outcome()).ifPresent(outcome -> add(decision, outcome));
        }
    }

    private void add(AlertDecision decision, Outcome outcome) {
        log.add(new LoggedDecision(
                decision.fingerprint(),
                decision.at(),
                outcome,
                decision.group(),
                decision.receiver(),
                decision.integration(),
                decision.text()));
    }
}
