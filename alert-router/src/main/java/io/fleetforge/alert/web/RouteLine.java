package io.fleetforge.alert.web;

import io.fleetforge.alert.route.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A route in the tree, as a line.
 *
 * @param depth 0 for the root
 * @param matchers what it takes; "everything" for the root
 * @param isHit whether the alert that is asked about ends here
 */
public record RouteLine(int depth, String matchers, String receiver, String timing, boolean continues, boolean isHit) {

    static List<RouteLine> of(Route root, Set<String> hit) {
        var lines = new ArrayList<RouteLine>();
        add(root, 0, hit, lines);
        return lines;
    }

    private static void add(Route route, int depth, Set<String> hit, List<RouteLine> lines) {
        var matchers = route.matchers().stream().map(Object::toString).toList();
        var timing = route.settings().timing();
        lines.add(new RouteLine(
                depth,
                matchers.isEmpty() ? "everything" : String.join(", ", matchers),
                route.settings().receiver(),
                "waits %s, then every %s, again after %s"
                        .formatted(
                                TimeFormat.span(timing.groupWait()),
                                TimeFormat.span(timing.groupInterval()),
                                TimeFormat.span(timing.repeatInterval())),
                route.continues(),
                hit.contains(route.key())));
        route.children().forEach(child -> add(child, depth + 1, hit, lines));
    }
}
