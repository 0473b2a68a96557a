package io.fleetforge.alert.route;

import io.fleetforge.alert.model.LabelSet;
import java.util.Set;

/** How a route divides its alerts into groups, each of which is notified as one. */
public sealed interface Grouping {

    /** The labels of the group that an alert belongs to. */
    LabelSet of(LabelSet labels);

    /** Groups alerts with equal values of the named labels; all alerts of the route when none is named. */
    record By(Set<String> names) implements Grouping {
        public By {
            names = Set.copyOf(names);
        }

        @Override
        public LabelSet of(LabelSet labels) {
            return labels.only(names);
        }
    }

    /** Puts each alert into a group of its own. */
    record ByAll() implements Grouping {
        @Override
        public LabelSet of(LabelSet labels) {
            return labels;
        }
    }
}
