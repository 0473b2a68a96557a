package io.fleetforge.ffctl.health;

import io.fabric8.kubernetes.api.model.Event;
import io.fleetforge.ffctl.render.Ages;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Warnings that somebody wrote lately, the most frequent first. */
final class EventJudge {

    private static final Duration RECENT = Duration.ofMinutes(15);
    private static final int TOP = 5;

    private EventJudge() {}

    static List<Check> warnings(Seen<Event> seen, Instant now) {
        return seen.judge("events", events -> {
            var recent = events.stream()
                    .filter(event -> last(event)
                            .filter(time -> time.isAfter(now.minus(RECENT)))
                            .isPresent())
                    .sorted(Comparator.comparingInt(EventJudge::count)
                            .reversed()
                            .thenComparing(event -> last(event).orElse(Instant.EPOCH), Comparator.reverseOrder()))
                    .toList();
            return recent.isEmpty()
                    ? List.of(Check.ok("events", "no Warning in the last " + Ages.say(RECENT)))
                    : recent.stream().limit(TOP).map(EventJudge::check).toList();
        });
    }

    private static Check check(Event event) {
        var about = event.getInvolvedObject();
        return new Check(
                "events",
                Verdict.WARN,
                about.getKind() + " " + event.getMetadata().getNamespace() + "/" + about.getName(),
                count(event) + " times " + event.getReason() + ": " + event.getMessage(),
                null);
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
