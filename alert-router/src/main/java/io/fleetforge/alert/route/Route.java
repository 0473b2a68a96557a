package io.fleetforge.alert.route;

import io.fleetforge.alert.model.LabelSet;
import io.fleetforge.alert.model.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A node of the route tree with what it inherited. An alert goes to the deepest nodes that match: of siblings to the first,
 * and to those after it as well when that says {@code continue}. Immutable.
 *
 * @param key names the node among all: the matchers on the way to it, each level in braces, as in Alertmanager's group keys,
 *     and for siblings with equal matchers their place
 * @param continues whether siblings after it are asked as well
 */
public record Route(String key, List<Matcher> matchers, boolean continues, Settings settings, List<Route> children) {

    public Route {
        matchers = List.copyOf(matchers);
        children = List.copyOf(children);
    }

    /** The nodes that {@code labels} go to; empty when this node does not match. */
    public List<Route> match(LabelSet labels) {
        if (!matches(labels)) {
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

    private boolean matches(LabelSet labels) {
        return matchers.stream().allMatch(matcher -> matcher.matches(labels));
    }

    /** The key of a route below {@code parent}; empty for the root. */
    public static String keyOf(String parent, List<Matcher> matchers) {
        var own = matchers.stream().map(Matcher::toString).sorted().collect(Collectors.joining(",", "{", "}"));
        return parent.isEmpty() ? own : parent + "/" + own;
    }
}
