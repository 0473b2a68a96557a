package io.fleetforge.alert.web;

import io.fleetforge.alert.route.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A route of the tree, as a row.
 *
 * @param depth 0 for the root
 * @param matchers "all alerts" for the root
 * @param isHit whether the tested alert ends here
 */
public record RouteRow(int depth, String matchers, String receiver, String timing, boolean continues, boolean isHit) {

    static List<RouteRow> of(Route root, Set<String> hits) {
        var rows = new ArrayList<RouteRow>();
        add(root, 0, hits, rows);
        return rows;
    }

    private static void add(Route route, int depth, Set<String> hits, List<RouteRow> rows) {
        var matchers = route.matchers().all().stream().map(Object::toString).toList();
        var timing = route.settings().timing();
        rows.add(new RouteRow(
                depth,
                matchers.isEmpty() ? "all alerts" : String.join(", ", matchers),
                route.settings().receiver(),
                "wait %s, interval %s, repeat %s"
                        .formatted(
                                TimeFormat.span(timing.groupWait()),
                                TimeFormat.span(timing.groupInterval()),
                                TimeFormat.span(timing.repeatInterval())),
                route.continues(),
                hits.contains(route.key())));
        route.children().forEach(child -> add(child, depth + 1, hits, rows));
    }
}
