package io.fleetforge.alert.pipeline;

import io.fleetforge.alert.incident.Incident;
import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.notify.Dispatcher;
import io.fleetforge.alert.notify.Dispatcher.Until;
import io.fleetforge.alert.notify.MessageFactory;
import io.fleetforge.alert.notify.MessageFactory.Occasion;
import io.fleetforge.alert.receiver.Integration;
import io.fleetforge.alert.store.AlertStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Sends messages about incidents. Thread-safe. */
public final class IncidentMessenger {

    /** How long a delivery is retried. */
    static final Duration DEADLINE = Duration.ofSeconds(30);

    private final AlertStore store;
    private final Dispatcher dispatcher;
    private final MessageFactory messages;

    public IncidentMessenger(AlertStore store, Dispatcher dispatcher, MessageFactory messages) {
        this.store = store;
        this.dispatcher = dispatcher;
        this.messages = messages;
    }

    /** Completes with nothing once the integration accepted the message, or with the reason why it did not. */
    CompletionStage<Optional<String>> send(Incident incident, Occasion occasion, Integration integration, Instant now) {
        var message = messages.of(incident, occasion, alerts(incident), receiver(integration));
        return dispatcher.deliver(
                integration, message, new Until(now.plus(DEADLINE), () -> store.owns(incident.group())));
    }

    private static String receiver(Integration integration) {
        return integration.name().substring(0, integration.name().lastIndexOf('/'));
    }

    /** The alerts of its first entry that are still known. */
    private List<Alert> alerts(Incident incident) {
        return store.call(state -> incident.timeline().getFirst().fingerprints().stream()
                .flatMap(fingerprint -> state.alerts().find(fingerprint).stream())
                .toList());
    }
}
