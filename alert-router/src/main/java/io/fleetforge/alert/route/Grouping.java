package io.fleetforge.alert.route;

import io.fleetforge.alert.model.LabelSet;
import java.util.Set;

/** Which alerts of a route are told together. */
public sealed interface Grouping {

    /** The labels of the group that an alert belongs to. */
    LabelSet of(LabelSet labels);

    /** Those that agree in some labels; all of the route when none is named. */
    record By(Set<String> names) implements Grouping {
        public By {
            names = Set.copyOf(names);
        }

        @Override
        public LabelSet of(LabelSet labels) {
            return labels.only(names);
        }
    }

    /** Each alert for itself. */
    record ByAll() implements Grouping {
        @Override
        public LabelSet of(LabelSet labels) {
            return labels;
        }
    }
}
