package io.fleetforge.alert.oncall;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Resolves the user on call: the last override that covers the instant, else the shift of the topmost rotation that has
 * started. Immutable.
 *
 * @param rotations topmost first
 * @param overrides a later one takes precedence
 */
public record Schedule(String name, List<Rotation> rotations, List<Shift> overrides) {

    private static final int MAX_SHIFTS = 1000;

    public Schedule {
        rotations = List.copyOf(rotations);
        overrides = List.copyOf(overrides);
        if (name.isBlank()) {
            throw new IllegalArgumentException("a schedule needs a name");
        }
    }

    /** The shift at an instant; it ends where another shift or a gap starts. Empty within a gap. */
    public Optional<Shift> at(Instant instant) {
        var override = overrides.reversed().stream()
                .filter(shift -> shift.contains(instant))
                .findFirst();
        return override.or(() -> rotations.stream()
                        .flatMap(rotation -> rotation.at(instant).stream())
                        .findFirst())
                .map(shift -> new Shift(shift.user(), shift.from(), untilChanged(shift, instant)));
    }

    /** The end of the shift, or the start of an override within it. */
    private Instant untilChanged(Shift shift, Instant instant) {
        return overrides.stream()
                .flatMap(override -> Stream.of(override.from(), override.until()))
                .filter(edge -> edge.isAfter(instant) && edge.isBefore(shift.until()))
                .min(Comparator.naturalOrder())
                .orElse(shift.until());
    }

    /** The shifts from an instant on, within {@code ahead}, without gaps; {@value #MAX_SHIFTS} at most. */
    public List<Shift> from(Instant instant, Duration ahead) {
        var shifts = new ArrayList<Shift>();
        var end = instant.plus(ahead);
        var at = instant;
        while (at.isBefore(end) && shifts.size() < MAX_SHIFTS) {
            var shift = at(at);
            if (shift.isEmpty()) {
                var next = nextStart(at);
                if (next.isEmpty()) {
                    break;
                }
                at = next.get();
                continue;
            }
            append(shifts, shift.get(), at);
            at = shift.get().until();
        }
        return List.copyOf(shifts);
    }

    /** Appends a shift, or extends the last one when the same user stays on call. */
    private static void append(List<Shift> shifts, Shift shift, Instant from) {
        var last = shifts.isEmpty() ? null : shifts.getLast();
        if (last != null && last.user().equals(shift.user()) && last.until().equals(from)) {
            shifts.set(shifts.size() - 1, new Shift(last.user(), last.from(), shift.until()));
        } else {
            shifts.add(new Shift(shift.user(), from, shift.until()));
        }
    }

    private Optional<Instant> nextStart(Instant after) {
        var starts = rotations.stream()
                .map(rotation -> rotation.start().atZone(rotation.timeZone()).toInstant());
        return Stream.concat(overrides.stream().map(Shift::from), starts)
                .filter(from -> from.isAfter(after))
                .min(Comparator.naturalOrder());
    }
}
