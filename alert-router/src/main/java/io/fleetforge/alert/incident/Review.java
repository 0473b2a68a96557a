package io.fleetforge.alert.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;

/** The review of an incident as Markdown: what is known is written, what people must think about is asked. */
public final class Review {

    private static final String UNKNOWN = "not yet";

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
                .forEach(entry -> line(entry, first, text));
        text.append("\n## How long it took\n\n| from its first line to | |\n|---|---|\n");
        row(text, "the first page", took(incident, incident.first(EntryKind.PAGED)));
        row(text, "somebody had it", took(incident, incident.first(EntryKind.ACKNOWLEDGED)));
        row(text, "it hurt nobody any more", took(incident, incident.first(EntryKind.MITIGATED)));
        row(text, "it was over", took(incident, incident.first(EntryKind.RESOLVED)));
        text.append("\n## To be answered\n\n");
        text.append("- What did players notice?\n");
        text.append("- What made it possible, and what would have stopped it?\n");
        text.append("- What went well, what did not, where were we lucky?\n");
        text.append("- What is done about it, by whom, until when?\n");
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
        row(text, "Paged", people(incident));
        row(text, "Had it", incident.acknowledgedBy() == null ? "nobody" : incident.acknowledgedBy());
    }

    private static String people(Incident incident) {
        var people = incident.timeline().stream()
                .filter(line -> line.kind() == EntryKind.PAGED)
                .map(line -> line.fact(EntryFacts.PERSON))
                .distinct()
                .collect(Collectors.joining(", "));
        return people.isEmpty() ? "nobody" : people;
    }

    private static void line(TimelineEntry entry, Instant first, StringBuilder text) {
        var after = Duration.between(first, entry.at());
        text.append("- `")
                .append(entry.at())
                .append("` (+")
                .append(seconds(after))
                .append(") **")
                .append(entry.kind().word())
                .append("** by ")
                .append(plain(entry.actor()))
                .append(": ")
                .append(plain(entry.text()))
                .append('\n');
    }

    private static String took(Incident incident, Optional<Instant> moment) {
        return moment.map(at -> seconds(Duration.between(incident.openedAt(), at)))
                .orElse(UNKNOWN);
    }

    private static String seconds(Duration duration) {
        return duration.toMinutes() < 2
                ? "%d s".formatted(duration.toSeconds())
                : "%d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart());
    }

    private static void row(StringBuilder text, String name, String value) {
        text.append("| ").append(name).append(" | ").append(plain(value)).append(" |\n");
    }

    /** Text of others means nothing in Markdown or HTML here. */
    private static String plain(String text) {
        return text.replaceAll("[\\p{Cntrl}]", " ")
                .replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("<", "&lt;")
                .replace("[", "\\[")
                .replace("*", "\\*");
    }
}
