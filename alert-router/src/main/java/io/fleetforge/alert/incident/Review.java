package io.fleetforge.alert.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Renders the review of an incident as Markdown: the facts, and the questions that its participants answer. */
public final class Review {

    private static final String NOT_YET = "not yet";
    private static final String NONE = "none";

    private Review() {}

    public static String of(Incident incident) {
        var text = new StringBuilder();
        text.append("# ").append(plain(incident.title())).append("\n\n");
        facts(incident, text);
        text.append("\n## What happened\n\n");
        var first = incident.timeline().stream()
                .map(TimelineEntry::at)
                .min(Comparator.naturalOrder())
                .orElse(incident.openedAt());
        incident.timeline().stream()
                .sorted(Comparator.comparing(TimelineEntry::at))
                .forEach(entry -> entry(entry, first, text));
        text.append("\n## Durations\n\n| from opened to | |\n|---|---|\n");
        row(text, "first page", elapsed(incident, incident.first(EntryKind.PAGED)));
        row(text, "acknowledged", elapsed(incident, incident.first(EntryKind.ACKNOWLEDGED)));
        row(text, "mitigated", elapsed(incident, incident.first(EntryKind.MITIGATED)));
        row(text, "resolved", elapsed(incident, incident.first(EntryKind.RESOLVED)));
        text.append("\n## Questions\n\n");
        text.append("- What was the impact on players?\n");
        text.append("- What was the root cause, and what would have prevented it?\n");
        text.append("- What went well, what went wrong, where did luck help?\n");
        text.append("- Action items: what, owner, due date?\n");
        return text.toString();
    }

    private static void facts(Incident incident, StringBuilder text) {
        row(text, "", "");
        text.append("|---|---|\n");
        row(text, "Incident", incident.id());
        row(text, "Correlation id", "`" + incident.correlationId() + "`");
        row(text, "Severity", incident.severity().name());
        row(text, "State", incident.state().name());
        if (!incident.fact(EntryFacts.WORLD).isEmpty()) {
            row(text, "World", incident.fact(EntryFacts.NAMESPACE) + "/" + incident.fact(EntryFacts.WORLD));
        }
        if (!incident.fact(EntryFacts.RUNBOOK).isEmpty()) {
            row(text, "Runbook", incident.fact(EntryFacts.RUNBOOK));
        }
        row(text, "Paged", pagedUsers(incident));
        row(text, "Acknowledged by", incident.acknowledgedBy() == null ? NONE : incident.acknowledgedBy());
    }

    private static String pagedUsers(Incident incident) {
        var users = incident.timeline().stream()
                .filter(entry -> entry.kind() == EntryKind.PAGED)
                .map(entry -> entry.fact(EntryFacts.USER))
                .distinct()
                .collect(Collectors.joining(", "));
        return users.isEmpty() ? NONE : users;
    }

    private static void entry(TimelineEntry entry, Instant first, StringBuilder text) {
        var after = Duration.between(first, entry.at());
        text.append("- `")
                .append(entry.at())
                .append("` (+")
                .append(seconds(after))
                .append(") **")
                .append(entry.kind().code())
                .append("** by ")
                .append(plain(entry.actor()))
                .append(": ")
                .append(plain(entry.text()))
                .append('\n');
    }

    private static String elapsed(Incident incident, Optional<Instant> instant) {
        return instant.map(at -> seconds(Duration.between(incident.openedAt(), at)))
                .orElse(NOT_YET);
    }

    private static String seconds(Duration duration) {
        return duration.toMinutes() < 2
                ? String.format(Locale.ROOT, "%d s", duration.toSeconds())
                : String.format(Locale.ROOT, "%d min %d s", duration.toMinutes(), duration.toSecondsPart());
    }

    private static void row(StringBuilder text, String name, String value) {
        text.append("| ").append(name).append(" | ").append(plain(value)).append(" |\n");
    }

    /** Escapes Markdown and HTML in text of alerts and users. */
    private static String plain(String text) {
        return text.replaceAll("[\\p{Cntrl}]", " ")
                .replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("<", "&lt;")
                .replace("[", "\\[")
                .replace("*", "\\*");
    }
}
