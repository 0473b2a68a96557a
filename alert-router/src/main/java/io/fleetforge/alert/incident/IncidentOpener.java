package io.fleetforge.alert.incident;

import io.fleetforge.alert.group.Notification;
import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.model.AlertText;
import io.fleetforge.alert.model.LabelSet;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Turns a notification about a group into timeline entries of its incident: the first, further ones, or its end. */
public final class IncidentOpener {

    public static final String ROUTER = "alert-router";
    private static final int MAX_ALERTS_IN_TEXT = 20;
    private static final int ALERT_CHARS = 300;
    private static final String CORRELATION_ANNOTATION = "correlation_id";
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT).withZone(ZoneOffset.UTC);

    private IncidentOpener() {}

    /** Entries for an incident that exists or that the first of them opens. */
    public record Entries(String incident, List<TimelineEntry> entries) {
        public Entries {
            entries = List.copyOf(entries);
        }
    }

    /**
     * @param active the incident of the group that is not closed; empty without one
     * @param closedBefore number of closed incidents of the group
     */
    public static Entries of(Notification notification, String policy, Optional<Incident> active, int closedBefore) {
        if (active.isEmpty()) {
            var opened = opened(notification, policy, closedBefore);
            return notification.isResolved() ? alreadyResolved(notification, opened) : opened;
        }
        var incident = active.get();
        var entries = new ArrayList<TimelineEntry>();
        var fired = notification.firing().stream()
                .filter(alert -> !incident.firing().contains(alert.fingerprint()))
                .toList();
        if (!fired.isEmpty()) {
            entries.add(about(EntryKind.ALERTS_FIRED, "fired", notification.at(), fired));
        }
        var ended = notification.resolved().stream()
                .filter(alert -> incident.firing().contains(alert.fingerprint()))
                .toList();
        if (!ended.isEmpty()) {
            entries.add(about(EntryKind.ALERTS_ENDED, "ended", notification.at(), ended));
        }
        if (notification.isResolved()) {
            entries.add(resolved(notification.at()));
        }
        return new Entries(incident.id(), entries);
    }

    /** The alerts ended before their first delivery: the incident is recorded, and pages no user. */
    private static Entries alreadyResolved(Notification notification, Entries opened) {
        var entries = new ArrayList<>(opened.entries());
        entries.add(resolved(notification.at()));
        return new Entries(opened.incident(), entries);
    }

    private static TimelineEntry resolved(Instant at) {
        return new TimelineEntry("resolved", at, EntryKind.RESOLVED, ROUTER, "all alerts are resolved", Map.of());
    }

    private static Entries opened(Notification notification, String policy, int closedBefore) {
        var alerts = notification.alerts();
        var labels = notification.commonLabels();
        var id = id(notification, alerts, closedBefore);
        var facts = new HashMap<String, String>();
        facts.put(EntryFacts.GROUP, notification.group().toString());
        facts.put(EntryFacts.TITLE, title(alerts));
        facts.put(EntryFacts.SEVERITY, Severity.worst(alerts).name());
        facts.put(EntryFacts.POLICY, policy);
        facts.put(EntryFacts.FINGERPRINTS, fingerprints(notification.firing()));
        facts.put(EntryFacts.NAMESPACE, labels.get("namespace"));
        facts.put(EntryFacts.WORLD, labels.get("world"));
        facts.put(EntryFacts.RUNBOOK, AlertText.annotation(alerts, EntryFacts.RUNBOOK));
        var correlation = AlertText.annotation(alerts, CORRELATION_ANNOTATION);
        facts.put(EntryFacts.CORRELATION, correlation.isEmpty() ? id : correlation);
        var entry = new TimelineEntry("opened", notification.at(), EntryKind.OPENED, ROUTER, text(alerts), facts);
        return new Entries(id, List.of(entry));
    }

    private static TimelineEntry about(EntryKind kind, String verb, Instant at, List<Alert> alerts) {
        var facts = Map.of(
                EntryFacts.FINGERPRINTS,
                fingerprints(alerts),
                EntryFacts.SEVERITY,
                Severity.worst(alerts).name());
        return new TimelineEntry(verb + "/" + at.toEpochMilli(), at, kind, ROUTER, text(alerts), facts);
    }

    /** Equal for equal input, on any instance, so that an incident that is opened twice is one. */
    private static String id(Notification notification, List<Alert> alerts, int closedBefore) {
        var since = alerts.stream()
                .map(Alert::startsAt)
                .min(Comparator.naturalOrder())
                .orElse(notification.at());
        var text = notification.group() + "@" + since.toEpochMilli() + "#" + closedBefore;
        return "inc-" + DAY.format(since) + "-"
                + LabelSet.of(Map.of("id", text)).fingerprint();
    }

    /** The text of the first alerts; an incident of thousands has to fit into a record as well. */
    private static String text(List<Alert> alerts) {
        var text = alerts.stream()
                .map(IncidentOpener::title)
                .distinct()
                .limit(MAX_ALERTS_IN_TEXT)
                .collect(Collectors.joining("; "));
        return alerts.size() <= MAX_ALERTS_IN_TEXT
                ? text
                : text + String.format(Locale.ROOT, "; %d alerts in total", alerts.size());
    }

    private static String title(List<Alert> alerts) {
        var more = alerts.size() == 1 ? "" : String.format(Locale.ROOT, " and %d more", alerts.size() - 1);
        return title(alerts.getFirst()) + more;
    }

    private static String title(Alert alert) {
        var text = AlertText.title(alert);
        return text.length() <= ALERT_CHARS ? text : text.substring(0, ALERT_CHARS) + "…";
    }

    private static String fingerprints(List<Alert> alerts) {
        return alerts.stream().map(Alert::fingerprint).sorted().collect(Collectors.joining(","));
    }
}
