package io.fleetforge.ffctl.health;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was read of one kind of thing, or why it was not.
 *
 * @param refusal null when it was read; then {@code items} are all there are
 */
public record Seen<T>(List<T> items, @Nullable String refusal) {

    public Seen {
        items = List.copyOf(items);
    }

    public static <T> Seen<T> of(List<T> items) {
        return new Seen<>(items, null);
    }

    public static <T> Seen<T> refused(String why) {
        return new Seen<>(List.of(), why);
    }

    /** What {@code judge} finds in the items, or one line that says why nobody looked. */
    List<Check> judge(String check, Function<List<T>, List<Check>> judge) {
        return refusal == null ? judge.apply(items) : List.of(Check.unseen(check, refusal));
    }
}
