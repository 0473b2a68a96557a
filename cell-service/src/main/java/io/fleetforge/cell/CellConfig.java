package io.fleetforge.cell;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of a cell host; the controller gives the first five through the pod's environment. */
@ConfigMapping(prefix = "fleetforge.cell")
public interface CellConfig {

    @WithDefault("${FLEETFORGE_WORLD_NAMESPACE}")
    String worldNamespace();

    @WithDefault("${FLEETFORGE_WORLD_NAME}")
    String worldName();

    @WithDefault("${FLEETFORGE_WORLD_UID}")
    String worldUid();

    @WithDefault("${FLEETFORGE_HOST_NAME}")
    String hostName();

    @WithDefault("${FLEETFORGE_HOST_INCARNATION}")
    long hostIncarnation();

    /** Tick workers; 0 for one per processor. */
    @WithDefault("0")
    int workers();

    @WithDefault("20")
    int ticksPerSecond();

    /** Speed limit of entities, world units per second. */
    @WithDefault("100")
    double maxSpeed();

    /** Whether sessions outlive this process. */
    @WithDefault("true")
    boolean persistence();

    /** Time between two checkpoints of a cell. */
    @WithDefault("30s")
    Duration checkpointInterval();

    /** A session whose player sends nothing for this long ends. */
    @WithDefault("10m")
    Duration sessionIdleTimeout();

    /** A worker that does not go round for this long makes the host not live. */
    @WithDefault("10s")
    Duration stuckAfter();
}
