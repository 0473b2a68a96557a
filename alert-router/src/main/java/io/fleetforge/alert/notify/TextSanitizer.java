package io.fleetforge.alert.notify;

import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.model.AlertText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Neutralizes text of senders in messages. */
final class TextSanitizer {

    static final int TITLE_CHARS = 250;
    private static final int LINE_CHARS = 1000;
    private static final int MAX_LINES = 20;

    private TextSanitizer() {}

    /** Removes control characters and line breaks, and truncates to {@code maxChars}. */
    static String line(String text, int maxChars) {
        var clean = text.codePoints()
                .map(each -> Character.isISOControl(each) || Character.getType(each) == Character.FORMAT ? ' ' : each)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        return clean.codePointCount(0, clean.length()) <= maxChars
                ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, maxChars - 1)) + "…";
    }

    /** Escapes the three special characters of Slack, which start mentions and links. */
    static String slack(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    static String title(Alert alert) {
        return line(AlertText.title(alert), LINE_CHARS);
    }

    /** A line for each alert, and the number of those left out. */
    static List<String> lines(List<Alert> alerts) {
        var lines = new ArrayList<>(alerts.stream()
                .limit(MAX_LINES)
                .map(alert -> line(AlertText.detail(alert), LINE_CHARS))
                .toList());
        if (alerts.size() > MAX_LINES) {
            lines.add(String.format(Locale.ROOT, "and %d more", alerts.size() - MAX_LINES));
        }
        return lines;
    }
}
