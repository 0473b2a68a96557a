package io.fleetforge.contracts.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import org.jspecify.annotations.Nullable;

/** {@code spec} of a {@link WorldSpec}. The API server fills the defaults, so only {@code image} can be absent. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.scaling.maxCells) || self.scaling.maxCells <= self.topology.maxCells",
        message = "spec.scaling.maxCells must be <= spec.topology.maxCells",
        fieldPath = ".scaling.maxCells")
@ValidationRule(
        value = "self.topology.initialCells >= self.scaling.minCells",
        message = "spec.topology.initialCells must be >= spec.scaling.minCells",
        fieldPath = ".topology.initialCells")
@ValidationRule(
        value = "!has(self.scaling.maxCells) || self.topology.initialCells <= self.scaling.maxCells",
        message = "spec.topology.initialCells must be <= spec.scaling.maxCells",
        fieldPath = ".topology.initialCells")
@ValidationRule(
        value = "!has(self.players) || !has(self.players.auth) || self.players.auth.mode != 'Ticket'"
                + " || self.persistence.enabled",
        message =
                "spec.players.auth.mode Ticket needs spec.persistence.enabled: the journal holds which session a subject has")
@ValidationRule(
        value = "!has(self.players) || !has(self.players.limits) || !has(self.players.limits.maxSessions)"
                + " || self.persistence.enabled",
        message =
                "spec.players.limits.maxSessions needs spec.persistence.enabled: the journal holds the sessions of the world")
public record WorldSpecSpec(
        @Required @JsonPropertyDescription("The world's space and its partition into cells.")
        TopologySpec topology,

        @Default("{}") @JsonPropertyDescription("What one cell and one host may carry.")
        CapacitySpec capacity,

        @Default("{\"scaleUpThreshold\":0.8,\"scaleDownThreshold\":0.3,\"minCells\":1}")
        @JsonPropertyDescription("When cells split and merge.")
        ScalingSpec scaling,

        @Default("{}") @JsonPropertyDescription("How cell state survives.")
        PersistenceSpec persistence,

        @Default("{}") @JsonPropertyDescription("How players reach the world and how long their sessions last.")
        PlayersSpec players,

        @Default("{\"type\":\"ClusterInternal\"}")
        @JsonPropertyDescription("How players outside the cluster reach the hosts.")
        ExposureSpec exposure,

        @Default("10m")
        @Size(max = 16)
        @ValidationRule(
                value = SECOND_TO_DAY,
                message = "spec.progressDeadline must be 1s to 24h: " + DURATION_FORM + ", such as 10m")
        @JsonPropertyDescription(
                "How long the world may make no progress towards its spec until it is Stalled, 1s to 24h, such as 10m.")
        String progressDeadline,

        @Nullable
        @Size(max = 512)
        @ValidationRule(
                value = ImageReference.RULE,
                message =
                        "spec.image must be an image reference, [registry[:port]/]path[:tag][@digest] with the path in"
                                + " lower case, such as registry.example.com:5000/games/cell:1.2.0-RC1")
        @JsonPropertyDescription(
                "Image of the cell host: [registry[:port]/]path[:tag][@digest], at most 512 characters; the controller's"
                        + " own default when absent.")
        String image) {

    /** A CRD from before {@code players}, {@code exposure} and {@code progressDeadline} existed fills no default for them. */
    public WorldSpecSpec {
        players = players == null ? new PlayersSpec("30s", null) : players;
        exposure = exposure == null ? ExposureSpec.internal() : exposure;
        progressDeadline = progressDeadline == null ? "10m" : progressDeadline;
    }

    /** Reachable inside the cluster only. */
    public WorldSpecSpec(
            TopologySpec topology,
            CapacitySpec capacity,
            ScalingSpec scaling,
            PersistenceSpec persistence,
            PlayersSpec players,
            String progressDeadline,
            @Nullable String image) {
        this(topology, capacity, scaling, persistence, players, ExposureSpec.internal(), progressDeadline, image);
    }

    /** Most cells of the world: {@code scaling.maxCells}, which is the lower one, else {@code topology.maxCells}. */
    public int cellLimit() {
        return scaling.maxCells() == null ? topology.maxCells() : scaling.maxCells();
    }

    /** Space: half-open rectangle, initial number of cells, and the smallest cell side. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "self.initialCells <= self.maxCells",
            message = "spec.topology.initialCells must be <= spec.topology.maxCells",
            fieldPath = ".initialCells")
    @ValidationRule(
            value = "self.minCellSize <= self.worldBoundaries.xMax - self.worldBoundaries.xMin"
                    + " && self.minCellSize <= self.worldBoundaries.yMax - self.worldBoundaries.yMin",
            message = "spec.topology.minCellSize must be <= the width and the height of worldBoundaries",
            fieldPath = ".minCellSize")
    public record TopologySpec(
            @Required
            @io.fabric8.generator.annotation.Min(1)
            @io.fabric8.generator.annotation.Max(1000)
            @JsonPropertyDescription(
                    "Number of cells in the initial partition, 1 to 1000. A change repartitions a running world.")
            Integer initialCells,

            @Default("1000")
            @io.fabric8.generator.annotation.Min(1)
            @io.fabric8.generator.annotation.Max(1000)
            @JsonPropertyDescription("Hard limit on the number of cells, 1 to 1000.")
            Integer maxCells,

            @Required @JsonPropertyDescription("The world's rectangle; xMax and yMax are outside it.")
            WorldBoundaries worldBoundaries,

            @Default("1")
            @io.fabric8.generator.annotation.Min(value = 0, inclusive = false)
            @io.fabric8.generator.annotation.Max(1e9)
            @JsonPropertyDescription("Smallest side of a cell in world units, above 0; no split goes below it.")
            Double minCellSize) {}

    /** The world's rectangle, each coordinate within +-1e9. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "self.xMin < self.xMax",
            message = "spec.topology.worldBoundaries.xMin must be < xMax",
            fieldPath = ".xMin")
    @ValidationRule(
            value = "self.yMin < self.yMax",
            message = "spec.topology.worldBoundaries.yMin must be < yMax",
            fieldPath = ".yMin")
    public record WorldBoundaries(
            @Required @io.fabric8.generator.annotation.Min(-1e9) @io.fabric8.generator.annotation.Max(1e9)
            Double xMin,

            @Required @io.fabric8.generator.annotation.Min(-1e9) @io.fabric8.generator.annotation.Max(1e9)
            Double xMax,

            @Required @io.fabric8.generator.annotation.Min(-1e9) @io.fabric8.generator.annotation.Max(1e9)
            Double yMin,

            @Required @io.fabric8.generator.annotation.Min(-1e9) @io.fabric8.generator.annotation.Max(1e9)
            Double yMax) {}

    /** Limits of one cell and one host. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CapacitySpec(
            @Default("100")
            @io.fabric8.generator.annotation.Min(1)
            @io.fabric8.generator.annotation.Max(10000)
            @JsonPropertyDescription("Sessions that one cell admits, 1 to 10000.")
            Integer maxPlayersPerCell,

            @Default("4")
            @io.fabric8.generator.annotation.Min(1)
            @io.fabric8.generator.annotation.Max(200)
            @JsonPropertyDescription("Cells that one host pod runs, 1 to 200.")
            Integer cellsPerHost,

            @Default("{}") @JsonPropertyDescription("What one host pod asks of its node.")
            ResourcesSpec resources) {}

    /** Requests and limits of one host pod; the admission policy {@code fleetforge-world-resources} checks their values. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ResourcesSpec(
            @Default("250m")
            @JsonPropertyDescription(
                    "CPU request as in a pod, 10m to 1000: CPUs as a number (2, 0.5), or thousandths with the suffix m"
                            + " (250m).")
            Quantity cpu,

            @Default("512Mi")
            @JsonPropertyDescription(
                    "Memory request and limit as in a pod, 64Mi to 16Ti: bytes as a number (536870912), or with a"
                            + " suffix k, M, G, T, Ki, Mi, Gi or Ti (512Mi, 1.5Gi).")
            Quantity memory) {}

    /** When load splits or merges cells. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "self.scaleDownThreshold < self.scaleUpThreshold",
            message = "spec.scaling.scaleDownThreshold must be < scaleUpThreshold",
            fieldPath = ".scaleDownThreshold")
    @ValidationRule(
            value = "!has(self.maxCells) || self.minCells <= self.maxCells",
            message = "spec.scaling.minCells must be <= maxCells",
            fieldPath = ".minCells")
    public record ScalingSpec(
            @Default("0.8")
            @io.fabric8.generator.annotation.Min(value = 0, inclusive = false)
            @io.fabric8.generator.annotation.Max(1)
            @JsonPropertyDescription("Share of maxPlayersPerCell from which a cell splits, above 0 and at most 1.")
            Double scaleUpThreshold,

            @Default("0.3")
            @io.fabric8.generator.annotation.Min(0)
            @io.fabric8.generator.annotation.Max(1)
            @JsonPropertyDescription(
                    "Share of maxPlayersPerCell below which two neighbours together merge, 0 to 1, below"
                            + " scaleUpThreshold; 0 merges none.")
            Double scaleDownThreshold,

            @Default("60s")
            @Size(max = 16)
            @ValidationRule(
                    value = SECOND_TO_DAY,
                    message = "spec.scaling.cooldown must be 1s to 24h: " + DURATION_FORM + ", such as 60s")
            @JsonPropertyDescription("Pause between two changes of the same area, 1s to 24h, such as 60s.")
            String cooldown,

            @Default("30s")
            @Size(max = 16)
            @ValidationRule(
                    value = SECOND_TO_DAY,
                    message = "spec.scaling.stabilizationWindow must be 1s to 24h: " + DURATION_FORM + ", such as 30s")
            @JsonPropertyDescription("How long a load must hold before it counts, 1s to 24h, such as 30s.")
            String stabilizationWindow,

            @Default("1")
            @io.fabric8.generator.annotation.Min(1)
            @io.fabric8.generator.annotation.Max(1000)
            @JsonPropertyDescription(
                    "Fewest cells, 1 to 1000: merging stops there, in a world without players at initialCells, and a world"
                            + " with fewer is split.")
            Integer minCells,

            @Nullable
            @io.fabric8.generator.annotation.Min(1)
            @io.fabric8.generator.annotation.Max(1000)
            @JsonPropertyDescription(
                    "Most cells, 1 to 1000; topology.maxCells when absent: splitting stops there, and cells of a world with"
                            + " more merge as far as their players have room.")
            Integer maxCells) {}

    /** How cell state survives a crash. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PersistenceSpec(
            @Default("true") @JsonPropertyDescription("Whether cells write checkpoints.")
            Boolean enabled,

            @Default("30s")
            @Size(max = 16)
            @ValidationRule(
                    value = SECOND_TO_DAY,
                    message =
                            "spec.persistence.checkpointInterval must be 1s to 24h: " + DURATION_FORM + ", such as 30s")
            @JsonPropertyDescription("Time between two checkpoints of a cell, 1s to 24h, such as 30s.")
            String checkpointInterval,

            @Default("168h")
            @Size(max = 16)
            @ValidationRule(
                    value = DURATION + " && duration(self) >= duration('10m') && duration(self) <= duration('168h')",
                    message =
                            "spec.persistence.retentionPeriod must be 10m to 168h: " + DURATION_FORM + ", such as 168h")
            @JsonPropertyDescription(
                    "How long a record of a session or cell is kept after it was last written, 10m to 168h, such as 24h. Living"
                            + " sessions are written again in time; older records are removed while the world is Ready.")
            String retentionPeriod) {}

    /** A positive whole number with a unit, small enough for CEL's duration. */
    static final String DURATION = "self.matches('^([1-9][0-9]{0,5}(s|m|h)|[1-9][0-9]{0,8}ms)$')";

    /** A duration of a second to a day. */
    static final String SECOND_TO_DAY =
            DURATION + " && duration(self) >= duration('1s') && duration(self) <= duration('24h')";

    static final String DURATION_FORM = "a whole number with the unit ms, s, m or h";
}
