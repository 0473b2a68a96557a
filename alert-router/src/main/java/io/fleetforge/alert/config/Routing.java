package io.fleetforge.alert.config;

import io.fleetforge.alert.inhibit.InhibitRule;
import io.fleetforge.alert.route.Route;
import io.fleetforge.alert.route.TimeInterval;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a file says about who is told of what, checked: every name in it is there.
 *
 * @param intervals the times that each name stands for
 */
public record Routing(
        Route tree, Set<String> receivers, List<InhibitRule> inhibitRules, Map<String, List<TimeInterval>> intervals) {

    public Routing {
        receivers = Set.copyOf(receivers);
        inhibitRules = List.copyOf(inhibitRules);
        intervals = Map.copyOf(intervals);
    }
}
