package io.fleetforge.cell.address;

import io.fleetforge.cell.interest.RemoteGhosts;
import io.fleetforge.cell.runtime.CellHost;
import jakarta.inject.Singleton;

/**
 * Where players reach the hosts of the world: by the public URL of the topology, or inside the cluster by the address that the host
 * itself reports. Thread-safe.
 */
@Singleton
public class PlayerAddresses {

    private final CellHost host;
    private final RemoteGhosts remoteGhosts;

    /** Reads the newest topology and the newest reports at each call. */
    public PlayerAddresses(CellHost host, RemoteGhosts remoteGhosts) {
        this.host = host;
        this.remoteGhosts = remoteGhosts;
    }

    /** Address of a host: a public URL, or host:port inside the cluster; empty when it is not known here. */
    public String of(String name) {
        var topology = host.topology();
        if (topology == null || topology.addresses() == null) {
            return remoteGhosts.address(name);
        }
        return topology.addresses().getOrDefault(name, "");
    }

    /** Public URL of this host; empty when it has none. */
    public String own() {
        var topology = host.topology();
        return topology == null || topology.addresses() == null
                ? ""
                : topology.addresses().getOrDefault(host.identity().host(), "");
    }
}
