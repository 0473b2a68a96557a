package io.fleetforge.alert.inhibit;

import io.fleetforge.alert.model.LabelSet;
import io.fleetforge.alert.model.Matchers;
import java.util.Set;

/**
 * While an alert that {@code sources} match fires, notifications for alerts that {@code targets} match are suppressed
 * if both agree in the labels {@code equal}; two missing labels are equal. An alert that both match is not inhibited by
 * another that both match. Immutable.
 *
 * @param name for the decision log
 */
public record InhibitRule(String name, Matchers sources, Matchers targets, Set<String> equal) {

    public InhibitRule {
        equal = Set.copyOf(equal);
    }

    boolean isSource(LabelSet labels) {
        return sources.match(labels);
    }

    boolean isTarget(LabelSet labels) {
        return targets.match(labels);
    }

    LabelSet shared(LabelSet labels) {
        return labels.only(equal);
    }
}
