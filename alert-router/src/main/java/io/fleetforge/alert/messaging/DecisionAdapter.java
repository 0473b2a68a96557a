package io.fleetforge.alert.messaging;

import io.fleetforge.alert.explain.DecisionLine.Verdict;
import io.fleetforge.alert.explain.DecisionLine;
import io.fleetforge.alert.explain.DecisionLog;
import io.fleetforge.contracts.message.AlertDecision;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.MalformedMessageException;
import io.fleetforge.runtime.messaging.IncomingEvent;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Brings decisions of all instances to the log, so that any of them can answer why. */
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
            Verdict.of(decision.decision()).ifPresent(verdict -> add(decision, verdict));
        }
    }

    private void add(AlertDecision decision, Verdict verdict) {
        log.add(new DecisionLine(
                decision.fingerprint(),
                decision.at(),
                verdict,
                decision.group(),
                decision.receiver(),
                decision.integration(),
                decision.text()));
    }
}
