package io.fleetforge.controller.hosts;

import io.fleetforge.contracts.crd.WorldTopologySpec;
import java.util.Map;
import java.util.Optional;

/**
 * The next host to replace because its pod was made from another template. A host with players is drained first: a replacement with
 * the new template takes its cells once it serves, so that a bad image stops at a host without players, and the last good ones
 * continue. One that is not ready is replaced in place; it has no players.
 *
 * @param drain ready, with cells: they move to a replacement, then the host ends
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
