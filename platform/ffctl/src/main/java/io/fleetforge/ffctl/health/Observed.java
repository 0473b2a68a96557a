package io.fleetforge.ffctl.health;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was read of one kind of thing, or why it was not.
 *
 * @param refusal null when it was read; then {@code items} are all there are
 */
public record Observed<T>(List<T> items, @Nullable String refusal) {

    public Observed {
        items = List.copyOf(items);
    }

    public static <T> Observed<T> of(List<T> items) {
        return new Observed<>(items, null);
    }

    public static <T> Observed<T> refused(String why) {
        return new Observed<>(List.of(), why);
    }

    /** What {@code judge} finds in the items, or one line that says why nobody looked. */
    List<CheckResult> judge(String check, Function<List<T>, List<CheckResult>> judge) {
        return refusal == null ? judge.apply(items) : List.of(CheckResult.unseen(check, refusal));
    }
}
