package io.fleetforge.alert.model;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Chooses the text that represents an alert in titles and messages: its name, then an annotation, else its labels. */
public final class AlertText {

    private static final List<String> SHORT_FIRST = List.of("summary", "description", "message");
    private static final List<String> LONG_FIRST = List.of("description", "summary", "message");
    private static final Set<String> SHOWN_ELSEWHERE = Set.of(LabelSet.ALERT_NAME, "severity");

    private AlertText() {}

    /** For a title: the summary is preferred. */
    public static String title(Alert alert) {
        return text(alert, SHORT_FIRST);
    }

    /** For a line of a message: the description is preferred. */
    public static String detail(Alert alert) {
        return text(alert, LONG_FIRST);
    }

    private static String text(Alert alert, List<String> annotations) {
        return annotations.stream()
                .map(name -> alert.annotations().getOrDefault(name, ""))
                .filter(text -> !text.isBlank())
                .findFirst()
                .map(text -> alert.name() + ": " + text)
                .orElseGet(() -> alert.name() + labels(alert));
    }

    private static String labels(Alert alert) {
        var names = alert.labels().values().keySet().stream()
                .filter(name -> !SHOWN_ELSEWHERE.contains(name))
                .toList();
        return names.isEmpty() ? "" : " " + alert.labels().only(names);
    }

    /** The first annotation of this name that is not blank; empty when there is none. */
    public static String annotation(Collection<Alert> alerts, String name) {
        return alerts.stream()
                .map(alert -> alert.annotations().getOrDefault(name, ""))
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("");
    }
}
