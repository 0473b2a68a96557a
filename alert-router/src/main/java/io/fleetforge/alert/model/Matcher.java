package io.fleetforge.alert.model;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One condition on a label. A missing label counts as empty. Regular expressions have RE2's syntax, match the whole
 * value, and match in time linear in its length. Immutable.
 */
public final class Matcher {

    /** Longest expression that is compiled. */
    public static final int MAX_REGEX_CHARS = 1024;

    /** Comparison of the label's value with the matcher's. */
    public enum Op {
        EQUAL("="),
        NOT_EQUAL("!="),
        MATCHES("=~"),
        MATCHES_NOT("!~");

        private final String sign;

        Op(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }
    }

    private final String name;
    private final Op op;
    private final String value;
    private final @Nullable Pattern pattern;

    /**
     * @throws IllegalArgumentException when a regular expression is too long or invalid; the message names label and
     *     reason
     */
    public Matcher(String name, Op op, String value) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a matcher needs the name of a label");
        }
        this.name = name;
        this.op = op;
        this.value = value;
        this.pattern = op == Op.MATCHES || op == Op.MATCHES_NOT ? compile(name, value) : null;
    }

    public static Matcher equal(String name, String value) {
        return new Matcher(name, Op.EQUAL, value);
    }

    private static Pattern compile(String name, String regex) {
        if (regex.length() > MAX_REGEX_CHARS) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "the expression for %s has %d characters, at most %d are allowed",
                    name,
                    regex.length(),
                    MAX_REGEX_CHARS));
        }
        try {
            return Pattern.compile("^(?:" + regex + ")$");
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "the expression for %s is invalid: %s".formatted(name, e.getDescription()), e);
        }
    }

    public String name() {
        return name;
    }

    public Op op() {
        return op;
    }

    public String value() {
        return value;
    }

    public boolean matches(LabelSet labels) {
        var found = labels.get(name);
        return switch (op) {
            case EQUAL -> found.equals(value);
            case NOT_EQUAL -> !found.equals(value);
            case MATCHES -> Objects.requireNonNull(pattern).matches(found);
            case MATCHES_NOT -> !Objects.requireNonNull(pattern).matches(found);
        };
    }

    /** Whether only labels that include this one can match. */
    public boolean requiresLabel() {
        return !matches(LabelSet.EMPTY);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Matcher that && name.equals(that.name) && op == that.op && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, op, value);
    }

    /** In the syntax that {@link MatcherSyntax} reads. */
    @Override
    public String toString() {
        return MatcherSyntax.name(name) + op.sign() + MatcherSyntax.quote(value);
    }
}
