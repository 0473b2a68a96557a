package io.fleetforge.alert.model;

import java.util.List;
import java.util.stream.Collectors;

/** Conditions on labels, all of which must hold; without a condition every label set matches. Immutable. */
public record Matchers(List<Matcher> all) {

    public static final Matchers NONE = new Matchers(List.of());

    public Matchers {
        all = List.copyOf(all);
    }

    public static Matchers of(Matcher... matchers) {
        return new Matchers(List.of(matchers));
    }

    /**
     * @throws IllegalArgumentException as {@link MatcherSyntax#parse}
     */
    public static Matchers parse(String text) {
        return new Matchers(MatcherSyntax.parse(text));
    }

    public boolean match(LabelSet labels) {
        for (var matcher : all) {
            if (!matcher.matches(labels)) {
                return false;
            }
        }
        return true;
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** In the syntax that {@link MatcherSyntax} reads, sorted, in braces; equal sets of conditions have equal texts. */
    @Override
    public String toString() {
        return all.stream().map(Matcher::toString).sorted().collect(Collectors.joining(",", "{", "}"));
    }
}
