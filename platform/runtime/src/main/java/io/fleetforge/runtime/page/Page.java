package io.fleetforge.runtime.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param next value of {@code continue} for the following page; null on the last one
 */
public record Page<T>(
        List<T> items,

        @JsonProperty("continue") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        String next) {

    public Page {
        items = List.copyOf(items);
    }

    /** The same page with its items in another form. */
    public <R> Page<R> map(Function<T, R> view) {
        return new Page<>(items.stream().map(view).toList(), next);
    }
}
