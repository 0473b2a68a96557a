package io.fleetforge.alert.pipeline;

import io.fleetforge.alert.action.IncidentLog;
import io.fleetforge.alert.incident.CloseNotification;
import io.fleetforge.alert.incident.EntryFacts;
import io.fleetforge.alert.incident.EntryKind;
import io.fleetforge.alert.incident.Incident;
import io.fleetforge.alert.incident.IncidentOpener;
import io.fleetforge.alert.incident.TimelineEntry;
import io.fleetforge.alert.notify.Message.Action;
import io.fleetforge.alert.notify.MessageFactory.Occasion;
import io.fleetforge.alert.receiver.Integration;
import io.fleetforge.alert.store.AlertStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Notifies the integrations that were paged that the incident is acknowledged or resolved. Each delivery is an entry of
 * the timeline. Thread-safe.
 */
public final class PageCloser {

    private final AlertStore store;
    private final IncidentMessenger messenger;
    private final IncidentLog log;
    private final Clock clock;
    private final InFlightTasks inFlight = new InFlightTasks();

    public PageCloser(AlertStore store, IncidentMessenger messenger, IncidentLog log, Clock clock) {
        this.store = store;
        this.messenger = messenger;
        this.log = log;
        this.clock = clock;
    }

    /** Starts the notifications that are due for an incident of this instance. */
    public void close(Incident incident, Instant now) {
        for (var due : CloseNotification.due(incident)) {
            inFlight.run(key(incident, due), () -> close(incident, due, now));
        }
    }

    private static String key(Incident incident, CloseNotification due) {
        return incident.id() + " " + due.entry();
    }

    private void close(Incident incident, CloseNotification due, Instant now) {
        var integration = integration(due.integration());
        var occasion = new Occasion(due.isResolved() ? Action.RESOLVE : Action.ACKNOWLEDGE, due.entry());
        var delivery = integration.isEmpty()
                ? CompletableFuture.completedFuture(Optional.<String>empty())
                : messenger.send(incident, occasion, integration.get(), now);
        delivery.thenCompose(failure -> failure.isPresent()
                        ? CompletableFuture.completedFuture(Optional.<Incident>empty())
                        : log.add(incident, List.of(entry(due, integration.isPresent()))))
                .whenComplete((done, failure) -> inFlight.release(key(incident, due), InFlightTasks.RETRY_AFTER));
    }

    private Optional<Integration> integration(String name) {
        return store.call(state -> state.routing().receivers().values().stream()
                .flatMap(receiver -> receiver.integrations().stream())
                .filter(each -> each.name().equals(name))
                .findFirst());
    }

    private TimelineEntry entry(CloseNotification due, boolean isConfigured) {
        var state = due.isResolved() ? "resolved" : "acknowledged";
        var text = isConfigured
                ? "%s was notified: %s".formatted(due.integration(), state)
                : "%s is no longer configured".formatted(due.integration());
        return new TimelineEntry(
                due.entry(),
                clock.instant(),
                EntryKind.CLOSED_AT,
                IncidentOpener.ROUTER,
                text,
                Map.of(EntryFacts.INTEGRATION, due.integration()));
    }
}
