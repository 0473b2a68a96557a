package io.fleetforge.alert.incident;

import io.fleetforge.alert.group.Notification;
import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.model.LabelSet;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a notification about a group means for its incident: a first line, more lines, or its end. */
public final class IncidentOpener {

    public static final String ROUTER = "alert-router";
    private static final int MOST_LINES = 20;
    private static final int LINE_CHARS = 300;
    private static final String CORRELATION_ANNOTATION = "correlation_id";
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);
    private static final Set<String> TOLD_ALREADY = Set.of(LabelSet.ALERT_NAME, "severity");
    private static final List<String> SUMMARIES = List.of("summary", "description", "message");

    private IncidentOpener() {}

    /** Lines for an incident that is there or that the first of them opens. */
    public record Lines(String incident, List<TimelineEntry> entries) {
        public Lines {
            entries = List.copyOf(entries);
        }
    }

    /**
     * @param open the incident of the group that is not over; empty when there is none
     * @param before how many of the group are over
     */
    public static Lines of(Notification notification, String policy, Optional<Incident> open, int before) {
        if (open.isEmpty()) {
            var opened = opened(notification, policy, before);
            return notification.isResolved() ? overMeanwhile(notification, opened) : opened;
        }
        var incident = open.get();
        var lines = new ArrayList<TimelineEntry>();
        var fresh = notification.firing().stream()
                .filter(alert -> !incident.firing().contains(alert.fingerprint()))
                .toList();
        if (!fresh.isEmpty()) {
            lines.add(about(EntryKind.ALERTS_FIRED, "fired", notification.at(), fresh));
        }
        var over = notification.resolved().stream()
                .filter(alert -> incident.firing().contains(alert.fingerprint()))
                .toList();
        if (!over.isEmpty()) {
            lines.add(about(EntryKind.ALERTS_ENDED, "ended", notification.at(), over));
        }
        if (notification.isResolved()) {
            lines.add(resolved(notification.at()));
        }
        return new Lines(incident.id(), lines);
    }

    /** Its alerts had ended before anybody could be told: it is written down, and nobody is woken for it. */
    private static Lines overMeanwhile(Notification notification, Lines opened) {
        var lines = new ArrayList<>(opened.entries());
        lines.add(resolved(notification.at()));
        return new Lines(opened.incident(), lines);
    }

    private static TimelineEntry resolved(Instant at) {
        return new TimelineEntry("resolved", at, EntryKind.RESOLVED, ROUTER, "all of its alerts have ended", Map.of());
    }

    private static Lines opened(Notification notification, String policy, int before) {
        var alerts = notification.alerts();
        var labels = notification.commonLabels();
        var id = id(notification, alerts, before);
        var facts = new HashMap<String, String>();
        facts.put(EntryFacts.GROUP, notification.group().toString());
        facts.put(EntryFacts.TITLE, title(alerts));
        facts.put(EntryFacts.SEVERITY, Severity.worst(alerts).name());
        facts.put(EntryFacts.POLICY, policy);
        facts.put(EntryFacts.FINGERPRINTS, fingerprints(notification.firing()));
        facts.put(EntryFacts.NAMESPACE, labels.get("namespace"));
        facts.put(EntryFacts.WORLD, labels.get("world"));
        facts.put(EntryFacts.RUNBOOK, annotation(alerts, EntryFacts.RUNBOOK));
        var given = annotation(alerts, CORRELATION_ANNOTATION);
        facts.put(EntryFacts.CORRELATION, given.isEmpty() ? id : given);
        var text = text(alerts);
        return new Lines(
                id, List.of(new TimelineEntry("opened", notification.at(), EntryKind.OPENED, ROUTER, text, facts)));
    }

    private static TimelineEntry about(EntryKind kind, String verb, Instant at, List<Alert> alerts) {
        var facts = Map.of(
                EntryFacts.FINGERPRINTS,
                fingerprints(alerts),
                EntryFacts.SEVERITY,
                Severity.worst(alerts).name());
        var text = text(alerts);
        return new TimelineEntry(verb + "/" + at.toEpochMilli(), at, kind, ROUTER, text, facts);
    }

    /** The same whoever makes it and however often, so that an incident that is opened twice is one. */
    private static String id(Notification notification, List<Alert> alerts, int before) {
        var since = alerts.stream()
                .map(Alert::startsAt)
                .min(Comparator.naturalOrder())
                .orElse(notification.at());
        var text = notification.group() + "@" + since.toEpochMilli() + "#" + before;
        var print = LabelSet.of(Map.of("id", text)).fingerprint();
        return "inc-" + DAY.format(since) + "-" + print;
    }

    /** What the first of them say; an incident of thousands has to fit into a record as well. */
    private static String text(List<Alert> alerts) {
        var said = alerts.stream()
                .map(IncidentOpener::line)
                .distinct()
                .limit(MOST_LINES)
                .collect(Collectors.joining("; "));
        return alerts.size() <= MOST_LINES ? said : said + "; %d alerts in all".formatted(alerts.size());
    }

    private static String cut(String text) {
        return text.length() <= LINE_CHARS ? text : text.substring(0, LINE_CHARS) + "…";
    }

    private static String title(List<Alert> alerts) {
        var first = alerts.getFirst();
        var more = alerts.size() == 1 ? "" : " and %d more".formatted(alerts.size() - 1);
        return line(first) + more;
    }

    private static String line(Alert alert) {
        return SUMMARIES.stream()
                .map(name -> alert.annotations().getOrDefault(name, ""))
                .filter(text -> !text.isBlank())
                .findFirst()
                .map(text -> cut(alert.name() + ": " + text))
                .orElseGet(() -> cut(alert.name() + rest(alert)));
    }

    /** The labels that its name and its severity do not tell already. */
    private static String rest(Alert alert) {
        var names = alert.labels().values().keySet().stream()
                .filter(name -> !TOLD_ALREADY.contains(name))
                .toList();
        return names.isEmpty() ? "" : " " + alert.labels().only(names);
    }

    private static String annotation(List<Alert> alerts, String name) {
        return alerts.stream()
                .map(alert -> alert.annotations().getOrDefault(name, ""))
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("");
    }

    private static String fingerprints(List<Alert> alerts) {
        return alerts.stream().map(Alert::fingerprint).sorted().collect(Collectors.joining(","));
    }
}
