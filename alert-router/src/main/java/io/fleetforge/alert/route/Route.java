package io.fleetforge.alert.route;

import io.fleetforge.alert.model.LabelSet;
import io.fleetforge.alert.model.Matchers;
import java.util.ArrayList;
import java.util.List;

/**
 * A node of the route tree with its inherited settings. An alert goes to the deepest nodes that match: of siblings to
 * the first, and to those after it as well when that has {@code continue}. Immutable.
 *
 * @param key identifies the node: the matchers on the path to it, each level in braces, as in Alertmanager's group
 *     keys, and for siblings with equal matchers their position
 * @param continues whether the siblings after it are matched as well
 */
public record Route(String key, Matchers matchers, boolean continues, Settings settings, List<Route> children) {

    public Route {
        children = List.copyOf(children);
    }

    /** The nodes that {@code labels} go to; empty when this node does not match. */
    public List<Route> match(LabelSet labels) {
        if (!matchers.match(labels)) {
            return List.of();
        }
        var found = new ArrayList<Route>();
        for (var child : children) {
            var below = child.match(labels);
            found.addAll(below);
            if (!below.isEmpty() && !child.continues) {
                break;
            }
        }
        return found.isEmpty() ? List.of(this) : List.copyOf(found);
    }

    /** The labels of the group that an alert belongs to at this node. */
    public LabelSet groupOf(LabelSet labels) {
        return settings.grouping().of(labels);
    }

    /**
     * @param parent key of the route above; empty for the root
     */
    public static String keyOf(String parent, Matchers matchers) {
        return parent.isEmpty() ? matchers.toString() : parent + "/" + matchers;
    }
}
