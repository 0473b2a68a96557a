package io.fleetforge.alert.notify;

import io.fleetforge.alert.model.Alert;
import java.util.List;

/** Text of others, made harmless for where it is shown. */
final class TextSanitizer {

    static final int TITLE_CHARS = 250;
    private static final int LINE_CHARS = 1000;
    private static final int MOST_LINES = 20;
    private static final List<String> TEXTS = List.of("description", "summary", "message");

    private TextSanitizer() {}

    /** One line without control characters, cut where it becomes too long. */
    static String line(String text, int mostChars) {
        var clean = text.codePoints()
                .map(each -> Character.isISOControl(each) || Character.getType(each) == Character.FORMAT ? ' ' : each)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        return clean.codePointCount(0, clean.length()) <= mostChars
                ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, mostChars - 1)) + "…";
    }

    /** As Slack wants it: three characters have a meaning there, and nothing else may begin a mention or a link. */
    static String slack(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    static String about(Alert alert) {
        var text = TEXTS.stream()
                .map(name -> alert.annotations().getOrDefault(name, ""))
                .filter(each -> !each.isBlank())
                .findFirst()
                .orElse(alert.labels().toString());
        return line(alert.name() + ": " + text, LINE_CHARS);
    }

    /** A line for each alert, and how many more there are. */
    static List<String> lines(List<Alert> alerts) {
        var lines = new java.util.ArrayList<>(
                alerts.stream().limit(MOST_LINES).map(TextSanitizer::about).toList());
        if (alerts.size() > MOST_LINES) {
            lines.add("and %d more".formatted(alerts.size() - MOST_LINES));
        }
        return lines;
    }
}
