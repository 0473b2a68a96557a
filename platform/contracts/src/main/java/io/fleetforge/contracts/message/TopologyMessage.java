package io.fleetforge.contracts.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fleetforge.contracts.geometry.Bounds;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The whole topology of one world at one revision: state, not a command. A host runs exactly the cells whose {@code host}
 * is its pod name, provided that its own incarnation equals the one listed. Lower revisions of the same UID are ignored.
 *
 * @param world the world; the record key is {@link WorldRef#key()}
 * @param revision rises with every change of the record
 * @param epoch the highest epoch used in this world so far
 * @param bounds the whole world
 * @param maxPlayersPerCell how many sessions one cell admits
 * @param hosts the hosts with their current incarnation
 * @param cells the cells; their bounds tile {@code bounds} exactly
 * @param addresses public URL of each host that has one, by its name; null when players reach hosts inside the cluster only, and in
 *     messages of versions without it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TopologyMessage(
        WorldRef world,
        long revision,
        long epoch,
        Bounds bounds,
        int maxPlayersPerCell,
        List<HostAssignment> hosts,
        List<CellAssignment> cells,
        @Nullable Map<String, String> addresses) {

    /** Without public addresses. */
    public TopologyMessage(
            WorldRef world,
            long revision,
            long epoch,
            Bounds bounds,
            int maxPlayersPerCell,
            List<HostAssignment> hosts,
            List<CellAssignment> cells) {
        this(world, revision, epoch, bounds, maxPlayersPerCell, hosts, cells, null);
    }

    public TopologyMessage {
        Objects.requireNonNull(world, "world");
        Objects.requireNonNull(bounds, "bounds");
        hosts = List.copyOf(hosts);
        cells = List.copyOf(cells);
        addresses = addresses == null ? null : Collections.unmodifiableMap(new TreeMap<>(addresses));
        if (revision < 1) {
            throw new IllegalArgumentException("revision must be >= 1, got " + revision);
        }
        if (maxPlayersPerCell < 1) {
            throw new IllegalArgumentException("maxPlayersPerCell must be >= 1, got " + maxPlayersPerCell);
        }
    }

    /** A host pod and the incarnation that may act for it. */
    public record HostAssignment(String name, long incarnation) {
        public HostAssignment {
            WorldRef.requireText(name, "host name");
        }
    }

    /**
     * A cell, its bounds and its host.
     *
     * @param id stable name within the world
     * @param host pod name of the host
     * @param epoch rises whenever the cell is reassigned; everything the cell emits carries it
     * @param parents cells that this one was made of by split or merge, empty for a first partition
     */
    public record CellAssignment(String id, Bounds bounds, String host, long epoch, List<String> parents) {
        public CellAssignment {
            WorldRef.requireText(id, "cell id");
            WorldRef.requireText(host, "cell host");
            Objects.requireNonNull(bounds, "cell bounds");
            parents = List.copyOf(parents);
        }
    }
}
