package io.fleetforge.runtime.page;

import io.fleetforge.runtime.problem.ProblemException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one page of a list that is in memory. The list has the order of its items' keys, so that every instance goes on
 * at the same place, also when the last item of the page before is gone.
 *
 * @param list what is listed, the filter included, such as {@code incidents?state=active}
 * @param at when the first page was read; an order that depends on the time has to use this one
 * @param after key of the last item of the page before; empty for the first page
 */
public record PageRequest(String list, PageLimit limit, Instant at, String after) {

    /**
     * @param token {@code continue} of the page before; null or empty for the first page
     * @throws ProblemException 400 when the token is not one of this list, 410 when it has expired
     */
    public static PageRequest of(String list, PageLimit limit, @Nullable String token, Instant now) {
        if (token == null || token.isEmpty()) {
            return new PageRequest(list, limit, now, "");
        }
        var position = PageToken.parse(token, list, now);
        return new PageRequest(list, limit, position.at(), position.after());
    }

    /**
     * The page of these items.
     *
     * @param key differs between any two items and is never empty; at most 1024 characters
     */
    public <T> Page<T> page(Collection<T> all, Function<T, String> key) {
        var keyed = all.stream()
                .map(item -> new Keyed<>(key.apply(item), item))
                .filter(item -> item.key().compareTo(after) > 0)
                .sorted(Comparator.comparing(Keyed::key))
                .limit(limit.value() + 1L)
                .toList();
        var hasMore = keyed.size() > limit.value();
        var shown = hasMore ? keyed.subList(0, limit.value()) : keyed;
        return new Page<>(
                shown.stream().map(Keyed::item).toList(),
                hasMore ? new PageToken(list, at, shown.getLast().key()).encoded() : null);
    }

    /** Key part that sorts the latest instant first; instants of the same millisecond are equal. */
    public static String latestFirst(Instant instant) {
        return HexFormat.of().toHexDigits(Long.MAX_VALUE - Math.max(0, instant.toEpochMilli()));
    }

    private record Keyed<T>(String key, T item) {}
}
