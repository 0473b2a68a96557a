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

    public static <T> Observed<T> refused(String reason) {
        return new Observed<>(List.of(), reason);
    }

    /** The results of {@code evaluation} for the items, or one that names the refusal. */
    List<CheckResult> check(String name, Function<List<T>, List<CheckResult>> evaluation) {
        return refusal == null ? evaluation.apply(items) : List.of(CheckResult.notRead(name, refusal));
    }
}
