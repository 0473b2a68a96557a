package io.fleetforge.alert.notify;

import io.fleetforge.alert.group.Notification;
import io.fleetforge.alert.incident.Incident;
import io.fleetforge.alert.incident.Severity;
import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.model.LabelSet;
import io.fleetforge.alert.notify.Message.Action;
import java.net.URI;
import java.util.List;

/** Makes messages of what was decided. Immutable. */
public final class MessageFactory {

    private final URI externalUrl;

    /**
     * @param externalUrl where people reach this service
     */
    public MessageFactory(URI externalUrl) {
        this.externalUrl = externalUrl;
    }

    /** What a route's receiver is told of a group. */
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
     * What is said of an incident, and when.
     *
     * @param entry the line of its timeline that is written once it was said
     */
    public record Occasion(Action action, String entry) {}

    /** What a person is told of an incident. */
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
            case ACKNOWLEDGE -> incident.acknowledgedBy() + " has it: " + incident.title();
            case RESOLVE -> "over: " + incident.title();
        };
    }

    private static String title(List<Alert> alerts) {
        var first = TextSanitizer.about(alerts.getFirst());
        return alerts.size() == 1 ? first : "%s and %d more".formatted(first, alerts.size() - 1);
    }
}
