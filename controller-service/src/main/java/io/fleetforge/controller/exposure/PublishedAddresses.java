package io.fleetforge.controller.exposure;

import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Host;
import io.fleetforge.controller.topology.TopologyPlan;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts public addresses into the planned record, from which hosts and {@code locate} take them. A changed address is a new revision of
 * the same partition: no cell, epoch or pod changes. Pure.
 */
public final class PublishedAddresses {

    private PublishedAddresses() {}

    /**
     * The plan with the addresses of the hosts that the record lists.
     *
     * @param known public URL by host; empty when the world is reachable inside the cluster only
     */
    public static TopologyPlan in(TopologyPlan plan, Optional<Map<String, String>> known) {
        return switch (plan) {
            case TopologyPlan.Keep(var topology) -> {
                var addresses = of(topology, known);
                yield Objects.equals(addresses, topology.addresses())
                        ? plan
                        : new TopologyPlan.Change(topology.with(topology.revision() + 1, addresses), List.of());
            }
            case TopologyPlan.Change change -> changed(change, known);
            case TopologyPlan.Refuse(var message, var recovery) ->
                new TopologyPlan.Refuse(message, recovery.map(change -> changed(change, known)));
        };
    }

    /** Whether {@code after} differs from {@code before} in addresses only. */
    public static boolean isOnlyDifference(@Nullable WorldTopologySpec before, WorldTopologySpec after) {
        return before != null
                && !Objects.equals(before.addresses(), after.addresses())
                && before.with(after.revision(), after.addresses()).equals(after);
    }

    private static TopologyPlan.Change changed(TopologyPlan.Change change, Optional<Map<String, String>> known) {
        var next = change.next();
        return new TopologyPlan.Change(next.with(next.revision(), of(next, known)), change.operations());
    }

    private static @Nullable Map<String, String> of(WorldTopologySpec topology, Optional<Map<String, String>> known) {
        if (known.isEmpty()) {
            return null;
        }
        var listed = new TreeMap<String, String>();
        topology.hosts().stream().map(Host::name).forEach(host -> {
            var address = known.get().get(host);
            if (address != null) {
                listed.put(host, address);
            }
        });
        return listed;
    }
}
