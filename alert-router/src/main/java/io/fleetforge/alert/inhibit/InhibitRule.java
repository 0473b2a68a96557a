package io.fleetforge.alert.inhibit;

import io.fleetforge.alert.model.LabelSet;
import io.fleetforge.alert.model.Matcher;
import java.util.List;
import java.util.Set;

/**
 * While an alert that {@code sources} match fires, those that {@code targets} match are not told if both agree in the labels
 * {@code equal}; a label that is missing is equal to one that is missing. An alert that both match is not inhibited by another
 * that both match. Immutable.
 *
 * @param name for the log of decisions
 */
public record InhibitRule(String name, List<Matcher> sources, List<Matcher> targets, Set<String> equal) {

    public InhibitRule {
        sources = List.copyOf(sources);
        targets = List.copyOf(targets);
        equal = Set.copyOf(equal);
    }

    boolean isSource(LabelSet labels) {
        return all(sources, labels);
    }

    boolean isTarget(LabelSet labels) {
        return all(targets, labels);
    }

    LabelSet shared(LabelSet labels) {
        return labels.only(equal);
    }

    private static boolean all(List<Matcher> matchers, LabelSet labels) {
        return matchers.stream().allMatch(matcher -> matcher.matches(labels));
    }
}
