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
 * The content of a routing file, validated: every name it refers to is defined.
 *
 * @param receivers by name
 * @param intervals time intervals by name
 * @param onCall users, schedules and escalation policies
 * @param heartbeats alerts that have to fire always
 */
public record Routing(
        Route tree,
        Map<String, Receiver> receivers,
        List<InhibitRule> inhibitRules,
        Map<String, List<TimeInterval>> intervals,
        OnCallPlan onCall,
        List<Heartbeat> heartbeats) {
    public Routing {
        receivers = Map.copyOf(receivers);
        inhibitRules = List.copyOf(inhibitRules);
        intervals = Map.copyOf(intervals);
        heartbeats = List.copyOf(heartbeats);
    }

    /**
     * @throws IllegalArgumentException for an unknown name
     */
    public Receiver receiver(String name) {
        var found = receivers.get(name);
        if (found == null) {
            throw new IllegalArgumentException("there is no receiver '%s'".formatted(name));
        }
        return found;
    }
}
