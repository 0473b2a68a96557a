package io.fleetforge.controller.hosts;

import io.fleetforge.contracts.crd.WorldTopologySpec;
import java.util.Map;
import java.util.Optional;

/**
 * Which host is replaced next because its pod was made from another template. One that plays is relieved first: a newcomer
 * with the new template takes its cells when it serves, so a bad image stops at a host that nobody plays on, and the last good ones go on. One
 * that is not ready is replaced in place; nobody plays there.
 *
 * @param drain ready, with cells: they go to a newcomer, and the host goes then
 * @param replace not ready: its pod is deleted
 */
public record Rollout(Optional<String> drain, Optional<String> replace) {

    /** Nothing is replaced. */
    public static final Rollout NONE = new Rollout(Optional.empty(), Optional.empty());

    /** The host that this is about. */
    public Optional<String> host() {
        return drain.or(() -> replace);
    }

    /**
     * One at a time, hosts that are not ready first, then in the order of the record, and only while every host with cells has its pod
     * and those that are up to date are ready.
     */
    public static Rollout next(WorldTopologySpec topology, Map<String, HostView> pods, String templateHash) {
        Optional<String> ready = Optional.empty();
        Optional<String> broken = Optional.empty();
        for (var host : topology.hosts()) {
            var pod = pods.get(host.name());
            var plays = !topology.cellsOf(host.name()).isEmpty();
            if (pod == null || pod.incarnation() != host.incarnation()) {
                if (plays) {
                    return NONE;
                }
            } else if (pod.templateHash().equals(templateHash)) {
                if (plays && pod.phase() != HostView.Phase.READY) {
                    return NONE;
                }
            } else if (pod.phase() == HostView.Phase.READY) {
                if (!plays) {
                    return NONE; // it is leaving, or about to get cells
                }
                ready = ready.or(() -> Optional.of(host.name()));
            } else if (pod.phase() != HostView.Phase.DELETING) {
                broken = broken.or(() -> Optional.of(host.name()));
            }
        }
        return broken.isPresent() ? new Rollout(Optional.empty(), broken) : new Rollout(ready, Optional.empty());
    }
}
