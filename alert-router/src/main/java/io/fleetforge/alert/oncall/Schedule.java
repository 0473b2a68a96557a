package io.fleetforge.alert.oncall;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who is on call: of several overrides the one that was made last, else whose turn it is in the topmost rotation that has begun.
 * Immutable.
 *
 * @param rotations topmost first
 * @param overrides in the order they were made
 */
public record Schedule(String name, List<Rotation> rotations, List<Shift> overrides) {

    private static final int MOST_SHIFTS = 1000;

    public Schedule {
        rotations = List.copyOf(rotations);
        overrides = List.copyOf(overrides);
        if (name.isBlank()) {
            throw new IllegalArgumentException("a schedule has a name");
        }
    }

    /** Who is on call; the shift ends where somebody else's, or nobody's, begins. Empty when nobody is. */
    public Optional<Shift> at(Instant instant) {
        var override = overrides.reversed().stream()
                .filter(shift -> shift.contains(instant))
                .findFirst();
        return override.or(() -> rotations.stream()
                        .flatMap(rotation -> rotation.at(instant).stream())
                        .findFirst())
                .map(shift -> new Shift(shift.person(), shift.from(), untilChanged(shift, instant)));
    }

    /** An override that begins within a shift, or a rotation above that begins, cuts it short. */
    private Instant untilChanged(Shift shift, Instant instant) {
        return overrides.stream()
                .flatMap(override -> Stream.of(override.from(), override.until()))
                .filter(edge -> edge.isAfter(instant) && edge.isBefore(shift.until()))
                .min(Comparator.naturalOrder())
                .orElse(shift.until());
    }

    /** The shifts from a moment on, within {@code ahead}; gaps are left out. A thousand at most. */
    public List<Shift> from(Instant instant, Duration ahead) {
        var shifts = new ArrayList<Shift>();
        var end = instant.plus(ahead);
        var at = instant;
        while (at.isBefore(end) && shifts.size() < MOST_SHIFTS) {
            var shift = at(at);
            if (shift.isEmpty()) {
                var next = nextBeginning(at);
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

    /** Two parts of one person's time are one. */
    private static void append(List<Shift> shifts, Shift shift, Instant from) {
        var last = shifts.isEmpty() ? null : shifts.getLast();
        if (last != null && last.person().equals(shift.person()) && last.until().equals(from)) {
            shifts.set(shifts.size() - 1, new Shift(last.person(), last.from(), shift.until()));
        } else {
            shifts.add(new Shift(shift.person(), from, shift.until()));
        }
    }

    private Optional<Instant> nextBeginning(Instant after) {
        var firsts = rotations.stream()
                .map(rotation -> rotation.first().atZone(rotation.zone()).toInstant());
        return Stream.concat(overrides.stream().map(Shift::from), firsts)
                .filter(from -> from.isAfter(after))
                .min(Comparator.naturalOrder());
    }
}
