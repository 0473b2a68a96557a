package io.fleetforge.contracts.crd;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code status} of a {@link WorldSpec}; written by the controller only, and only when it differs. Fields of other versions are
 * ignored when it is read.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record WorldSpecStatus(
        @Nullable @JsonPropertyDescription("Generation of the spec that this status describes.")
        Long observedGeneration,

        @Nullable
        @JsonPropertyDescription(
                "Summary of the conditions: Pending, Launching, Ready, Degraded, Stalled, Terminating.")
        String phase,

        @Nullable @JsonPropertyDescription("Cells in the topology.")
        Integer cells,

        @Nullable @JsonPropertyDescription("Cells that a host reports as running at the current epoch.")
        Integer readyCells,

        @Nullable @JsonPropertyDescription("Sessions in the world, rounded to two digits so that it changes rarely.")
        Integer players,

        @Nullable
        @JsonPropertyDescription(
                "Players of the fullest cell, in percent of capacity.maxPlayersPerCell, rounded down to tens so that it changes rarely.")
        String load,

        @Nullable @JsonPropertyDescription("Hosts in the topology.")
        Integer hosts,

        @Nullable @JsonPropertyDescription("Revision of the WorldTopology record.")
        Long topologyRevision,

        @Nullable
        @JsonPropertyDescription(
                "Ready, Progressing, Degraded, ScalingLimited and the kstatus pair Reconciling, Stalled.")
        List<Condition> conditions) {

    /** The same status with the players and the load of another one. */
    public WorldSpecStatus withPlayersOf(WorldSpecStatus other) {
        return new WorldSpecStatus(
                observedGeneration,
                phase,
                cells,
                readyCells,
                other.players,
                other.load,
                hosts,
                topologyRevision,
                conditions);
    }

    /** The condition of {@code type}, null when absent. */
    public @Nullable Condition condition(String type) {
        return conditions == null
                ? null
                : conditions.stream()
                        .filter(condition -> type.equals(condition.getType()))
                        .findFirst()
                        .orElse(null);
    }
}
