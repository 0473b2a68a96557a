package io.fleetforge.contracts.correlation;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The business id of one change through REST, Kubernetes annotations, Kafka headers, logs and spans. It matches
 * {@code [A-Za-z0-9-]{1,64}}, so it can never carry a line break or markup into a log or a header.
 */
public record CorrelationId(String value) {

    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final int UID_PREFIX_CHARS = 13;

    public CorrelationId {
        if (!VALID.matcher(value).matches()) {
            throw new IllegalArgumentException("correlation id must match [A-Za-z0-9-]{1,64}");
        }
    }

    /** The id in {@code candidate} when it is valid; empty for null, blank, too long or unsafe text. */
    public static Optional<CorrelationId> parse(@Nullable String candidate) {
        return candidate != null && VALID.matcher(candidate).matches()
                ? Optional.of(new CorrelationId(candidate))
                : Optional.empty();
    }

    /** A new random id, for an edge that received no valid one. */
    public static CorrelationId random() {
        return new CorrelationId(UUID.randomUUID().toString());
    }

    /**
     * The id of a change without one: derived from the object's UID and generation, so that every replica and every restart gives the
     * same change the same id without a write.
     */
    public static CorrelationId derived(String uid, long generation) {
        var clean = uid.replaceAll("[^A-Za-z0-9-]", "");
        var prefix = clean.substring(0, Math.min(UID_PREFIX_CHARS, clean.length()));
        return new CorrelationId("gen-" + prefix + "-" + generation);
    }

    @Override
    public String toString() {
        return value;
    }
}
