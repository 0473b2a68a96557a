package io.fleetforge.alert.query;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fleetforge.alert.model.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * A matcher in the form of Alertmanager's API.
 *
 * @param isEqual false for a negated matcher; true when it is null
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record MatcherView(
        @Nullable String name,
        @Nullable String value,
        boolean isRegex,
        @Nullable Boolean isEqual) {

    /**
     * @throws IllegalArgumentException without a name or a value, and as {@link Matcher}
     */
    public Matcher matcher() {
        if (name == null || value == null) {
            throw new IllegalArgumentException("matchers: each needs a name and a value");
        }
        var equal = isEqual == null || isEqual;
        return new Matcher(
                name,
                isRegex
                        ? (equal ? Matcher.Op.MATCHES : Matcher.Op.MATCHES_NOT)
                        : equal ? Matcher.Op.EQUAL : Matcher.Op.NOT_EQUAL,
                value);
    }

    /** In the syntax of Alertmanager's configuration. */
    @JsonIgnore
    public String text() {
        return matcher().toString();
    }

    public static MatcherView of(Matcher matcher) {
        return switch (matcher.op()) {
            case EQUAL -> new MatcherView(matcher.name(), matcher.value(), false, true);
            case NOT_EQUAL -> new MatcherView(matcher.name(), matcher.value(), false, false);
            case MATCHES -> new MatcherView(matcher.name(), matcher.value(), true, true);
            case MATCHES_NOT -> new MatcherView(matcher.name(), matcher.value(), true, false);
        };
    }
}
