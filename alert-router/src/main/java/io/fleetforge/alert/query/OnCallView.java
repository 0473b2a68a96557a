package io.fleetforge.alert.query;

import io.fleetforge.alert.oncall.Shift;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The users on call in one schedule.
 *
 * @param now null within a gap
 * @param next null without a further shift
 * @param shifts of the next four weeks
 */
public record OnCallView(
        String schedule, @Nullable ShiftView now, @Nullable ShiftView next, List<ShiftView> shifts) {

    /**
     * @param until not part of it
     */
    public record ShiftView(String user, Instant from, Instant until) {
        static ShiftView of(Shift shift) {
            return new ShiftView(shift.user(), shift.from(), shift.until());
        }
    }

    /**
     * @param shifts from {@code at} on
     */
    static OnCallView of(String schedule, List<Shift> shifts, Instant at) {
        var current = shifts.stream().findFirst().filter(shift -> !shift.from().isAfter(at));
        var next = shifts.stream().filter(shift -> shift.from().isAfter(at)).findFirst();
        return new OnCallView(
                schedule,
                view(current),
                view(next),
                shifts.stream().map(ShiftView::of).toList());
    }

    private static @Nullable ShiftView view(Optional<Shift> shift) {
        return shift.map(ShiftView::of).orElse(null);
    }
}
