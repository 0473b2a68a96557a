package io.fleetforge.contracts.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fleetforge.contracts.geometry.Bounds;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The partition of a world at one revision, and the domain value of the controller's pure packages.
 *
 * @param revision rises by one with every change
 * @param epoch highest epoch used so far
 * @param source the part of the spec that this partition realises; a difference to the spec requires a new partition
 * @param hosts host pods with the incarnation that may be active for each
 * @param cells the cells; they tile {@code source.bounds} exactly
 * @param addresses public URL of each host that has one, by its name; null while the hosts are reachable inside the cluster only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.revision >= oldSelf.revision",
        message = "spec.revision only rises",
        fieldPath = ".revision")
@ValidationRule(value = "self.epoch >= oldSelf.epoch", message = "spec.epoch only rises", fieldPath = ".epoch")
@JsonIgnoreProperties(ignoreUnknown = true)
public record WorldTopologySpec(
        @Required @JsonPropertyDescription("Rises by one with every change.")
        long revision,

        @Required
        @JsonPropertyDescription("Highest epoch handed out so far; a cell's epoch rises when it changes hands.")
        long epoch,

        @Required @JsonPropertyDescription("The spec fields that this partition realises.")
        Source source,

        @Required @Size(max = 1000) @JsonPropertyDescription("Host pods and their current incarnation.")
        List<Host> hosts,

        @Required @Size(max = 1000) @JsonPropertyDescription("The cells; they tile the world exactly.")
        List<Cell> cells,

        @Nullable
        @Size(max = 1000)
        @JsonPropertyDescription(
                "Public URL of each host that has one, by its name; absent while spec.exposure.type is ClusterInternal.")
        Map<String, String> addresses) {

    public WorldTopologySpec {
        Objects.requireNonNull(source, "source");
        hosts = List.copyOf(hosts);
        cells = List.copyOf(cells);
        addresses = addresses == null ? null : Collections.unmodifiableMap(new TreeMap<>(addresses));
    }

    /** Without public addresses. */
    public WorldTopologySpec(long revision, long epoch, Source source, List<Host> hosts, List<Cell> cells) {
        this(revision, epoch, source, hosts, cells, null);
    }

    /** The same partition at {@code newRevision} with other public addresses. */
    public WorldTopologySpec with(long newRevision, @Nullable Map<String, String> newAddresses) {
        return new WorldTopologySpec(newRevision, epoch, source, hosts, cells, newAddresses);
    }

    /** Public URL of {@code host}; empty when it has none. */
    public Optional<String> address(String host) {
        return Optional.ofNullable(addresses).map(known -> known.get(host));
    }

    /** The incarnation of {@code host}, empty when it is not part of this topology. */
    public Optional<Host> host(String host) {
        return hosts.stream().filter(entry -> entry.name().equals(host)).findFirst();
    }

    /** The cells that {@code host} runs. */
    public List<Cell> cellsOf(String host) {
        return cells.stream().filter(cell -> cell.host().equals(host)).toList();
    }

    /** The spec fields that determine the partition. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Source(
            @Required Bounds bounds,
            @Required int initialCells,
            @Required double minCellSize,
            @Required int maxPlayersPerCell) {}

    /** A host pod; its incarnation is the epoch at which this pod was asked for, so a later pod always has a higher one. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Host(@Required String name, @Required long incarnation) {}

    /** A cell, its bounds and the host that may run it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Cell(
            @Required String id,
            @Required Bounds bounds,
            @Required String host,
            @Required long epoch,
            List<String> parents) {

        public Cell {
            parents = parents == null ? List.of() : List.copyOf(parents);
        }

        public Cell on(String newHost, long newEpoch) {
            return new Cell(id, bounds, newHost, newEpoch, parents);
        }
    }
}
