package io.fleetforge.alert.decide;

import io.fleetforge.alert.inhibit.InhibitRule;
import io.fleetforge.alert.oncall.Heartbeat;
import io.fleetforge.alert.oncall.OnCallPlan;
import io.fleetforge.alert.receiver.Receiver;
import io.fleetforge.alert.route.Route;
import io.fleetforge.alert.route.TimeInterval;
import java.util.List;
import java.util.Map;

/**
 * What a file says about who is told of what, checked: every name in it is there.
 *
 * @param receivers by name
 * @param intervals the times that each name stands for
 * @param onCall who is paged, and how a page climbs
 * @param deadMen alerts that have to be there
 */
public record Routing(
        Route tree,
        Map<String, Receiver> receivers,
        List<InhibitRule> inhibitRules,
        Map<String, List<TimeInterval>> intervals,
        OnCallPlan onCall,
        List<Heartbeat> deadMen) {
    public Routing {
        receivers = Map.copyOf(receivers);
        inhibitRules = List.copyOf(inhibitRules);
        intervals = Map.copyOf(intervals);
        deadMen = List.copyOf(deadMen);
    }

    /**
     * @throws IllegalArgumentException when there is none of that name
     */
    public Receiver receiver(String name) {
        var found = receivers.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no receiver is called '%s'".formatted(name));
        }
        return found;
    }
}
