package io.fleetforge.ffctl.health;

import io.fabric8.kubernetes.api.model.Event;
import io.fleetforge.ffctl.render.Ages;
import io.fleetforge.ffctl.render.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Warnings that somebody wrote lately, by reason, the most frequent first. */
final class EventCheck {

    private static final Duration RECENT = Duration.ofMinutes(15);
    private static final int TOP = 5;
    private static final int MESSAGE = 160;

    private EventCheck() {}

    static List<CheckResult> warnings(Observed<Event> seen, Instant now) {
        return seen.judge("events", events -> {
            var byReason = events.stream()
                    .filter(event -> last(event)
                            .filter(time -> time.isAfter(now.minus(RECENT)))
                            .isPresent())
                    .collect(Collectors.groupingBy(
                            event -> Objects.requireNonNullElse(event.getReason(), ""),
                            TreeMap::new,
                            Collectors.toList()));
            return byReason.isEmpty()
                    ? List.of(CheckResult.ok("events", "no Warning in the last " + Ages.say(RECENT)))
                    : byReason.values().stream()
                            .sorted(Comparator.comparing(EventCheck::times).reversed())
                            .limit(TOP)
                            .map(EventCheck::check)
                            .toList();
        });
    }

    /** The newest speaks for all of its reason. */
    private static CheckResult check(List<Event> alike) {
        var newest = alike.stream()
                .max(Comparator.comparing(event -> last(event).orElse(Instant.EPOCH)))
                .orElseThrow();
        var about = newest.getInvolvedObject();
        return new CheckResult(
                "events",
                Severity.WARN,
                about.getKind() + " " + newest.getMetadata().getNamespace() + "/" + about.getName(),
                "%s, %s, on %s: %s"
                        .formatted(
                                newest.getReason(),
                                Counts.say(times(alike), "time"),
                                Counts.say(alike.size(), "object"),
                                cut(newest.getMessage())),
                null);
    }

    private static int times(List<Event> alike) {
        return alike.stream().mapToInt(EventCheck::count).sum();
    }

    private static String cut(@Nullable String message) {
        var whole = Objects.requireNonNullElse(message, "");
        return whole.length() <= MESSAGE ? whole : whole.substring(0, MESSAGE - 1) + "…";
    }

    private static int count(Event event) {
        return Objects.requireNonNullElse(event.getCount(), 1);
    }

    private static Optional<Instant> last(Event event) {
        return Stream.of(
                        event.getLastTimestamp(),
                        event.getEventTime() == null
                                ? null
                                : event.getEventTime().getTime(),
                        event.getMetadata().getCreationTimestamp())
                .map(Ages::parse)
                .flatMap(Optional::stream)
                .findFirst();
    }
}
