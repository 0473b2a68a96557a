package io.fleetforge.alert.web;

import io.quarkus.qute.TemplateExtension;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How moments and spans are shown: UTC, as everything an operator compares them with. */
@TemplateExtension
public final class TimeFormat {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private TimeFormat() {}

    public static String clock(Instant moment) {
        return CLOCK.format(moment);
    }

    public static String day(Instant moment) {
        return DAY.format(moment);
    }

    /** How long before {@code now}; how far ahead when it lies ahead. */
    public static String since(Instant moment, Instant now) {
        return span(Duration.between(moment, now).abs());
    }

    /** Whether it may stand in a link: senders of alerts write whatever they like. */
    public static boolean isWebAddress(String text) {
        return text.startsWith("https://") || text.startsWith("http://");
    }

    /** For the query of an address. */
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
