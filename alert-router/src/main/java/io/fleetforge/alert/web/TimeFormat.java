package io.fleetforge.alert.web;

import io.fleetforge.alert.query.IncidentRow;
import io.quarkus.qute.TemplateExtension;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Formats times and durations for the pages; times in UTC. */
@TemplateExtension
public final class TimeFormat {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private TimeFormat() {}

    public static String clock(Instant instant) {
        return CLOCK.format(instant);
    }

    public static String day(Instant instant) {
        return DAY.format(instant);
    }

    /** The duration between {@code instant} and {@code now}. */
    public static String since(Instant instant, Instant now) {
        return span(Duration.between(instant, now).abs());
    }

    /** When an incident escalates next; empty without a further step. */
    public static String escalation(IncidentRow row, Instant now) {
        return row.escalatesAt()
                .map(next -> next.isAfter(now) ? "escalates in " + since(next, now) : "escalates now")
                .orElse("");
    }

    /** Whether a text of a sender may be the target of a link. */
    public static boolean isWebAddress(String text) {
        return text.startsWith("https://") || text.startsWith("http://");
    }

    /** For the query of a URL. */
    public static String urlEncoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    public static String span(Duration duration) {
        if (duration.toSeconds() < 120) {
            return duration.toSeconds() + " s";
        }
        if (duration.toMinutes() < 120) {
            return duration.toMinutes() + " min";
        }
        return duration.toHours() < 48 ? duration.toHours() + " h" : duration.toDays() + " d";
    }
}
