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

/** Recent Warning Events, by reason, the most frequent first. */
final class EventCheck {

    private static final Duration RECENT = Duration.ofMinutes(15);
    private static final int TOP = 5;
    private static final int MESSAGE = 160;

    private EventCheck() {}

    static List<CheckResult> warnings(Observed<Event> observed, Instant now) {
        return observed.check("events", events -> {
            var byReason = events.stream()
                    .filter(event -> last(event)
                            .filter(time -> time.isAfter(now.minus(RECENT)))
                            .isPresent())
                    .collect(Collectors.groupingBy(
                            event -> Objects.requireNonNullElse(event.getReason(), ""),
                            TreeMap::new,
                            Collectors.toList()));
            return byReason.isEmpty()
                    ? List.of(CheckResult.ok("events", "no Warning in the last " + Ages.format(RECENT)))
                    : byReason.values().stream()
                            .sorted(Comparator.comparing(EventCheck::times).reversed())
                            .limit(TOP)
                            .map(EventCheck::check)
                            .toList();
        });
    }

    /** The newest Event stands for all of its reason. */
    private static CheckResult check(List<Event> events) {
        var newest = events.stream()
                .max(Comparator.comparing(event -> last(event).orElse(Instant.EPOCH)))
                .orElseThrow();
        var subject = newest.getInvolvedObject();
        return new CheckResult(
                "events",
                Severity.WARN,
                subject.getKind() + " " + newest.getMetadata().getNamespace() + "/" + subject.getName(),
                "%s, %s, on %s: %s"
                        .formatted(
                                newest.getReason(),
                                Counts.format(times(events), "time"),
                                Counts.format(events.size(), "object"),
                                shorten(newest.getMessage())),
                null);
    }

    private static int times(List<Event> events) {
        return events.stream().mapToInt(EventCheck::count).sum();
    }

    private static String shorten(@Nullable String message) {
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
