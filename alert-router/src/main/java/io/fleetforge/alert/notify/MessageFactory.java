package io.fleetforge.alert.notify;

import io.fleetforge.alert.group.Notification;
import io.fleetforge.alert.incident.Incident;
import io.fleetforge.alert.incident.Severity;
import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.model.LabelSet;
import io.fleetforge.alert.notify.Message.Action;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/** Creates messages from notifications and incidents. Immutable. */
public final class MessageFactory {

    private final URI externalUrl;

    /**
     * @param externalUrl address of this service for browsers
     */
    public MessageFactory(URI externalUrl) {
        this.externalUrl = externalUrl;
    }

    /** A message to a route's receiver about a group. */
    public Message of(Notification notification, String receiver) {
        var alerts = notification.alerts();
        return new Message(
                notification.group().toString(),
                notification.previous().toString(),
                notification.isResolved() ? Action.RESOLVE : Action.TRIGGER,
                title(alerts),
                Severity.worst(alerts),
                receiver,
                notification.group().labels(),
                notification.firing(),
                notification.resolved(),
                externalUrl.resolve("/ui/alerts"),
                "");
    }

    /**
     * The reason of a message about an incident.
     *
     * @param entry id of the timeline entry that records its delivery
     */
    public record Occasion(Action action, String entry) {}

    /** A message to a user's receiver about an incident. */
    public Message of(Incident incident, Occasion occasion, List<Alert> alerts, String receiver) {
        var action = occasion.action();
        return new Message(
                incident.id(),
                occasion.entry(),
                action,
                title(incident, action),
                incident.severity(),
                receiver,
                LabelSet.EMPTY,
                action == Action.RESOLVE ? List.of() : alerts,
                action == Action.RESOLVE ? alerts : List.of(),
                link(incident.id()),
                incident.id());
    }

    public URI link(String incident) {
        return externalUrl.resolve("/ui/incidents/" + incident);
    }

    private static String title(Incident incident, Action action) {
        return switch (action) {
            case TRIGGER -> incident.title();
            case ACKNOWLEDGE -> "acknowledged by %s: %s".formatted(incident.acknowledgedBy(), incident.title());
            case RESOLVE -> "resolved: " + incident.title();
        };
    }

    private static String title(List<Alert> alerts) {
        var first = TextSanitizer.title(alerts.getFirst());
        return alerts.size() == 1 ? first : String.format(Locale.ROOT, "%s and %d more", first, alerts.size() - 1);
    }
}
