package io.fleetforge.runtime.leadership;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/**
 * Leader election of a service. The lease duration bounds failover after a crash; the renew deadline bounds a partitioned leader.
 */
@ConfigMapping(prefix = "fleetforge.leadership")
public interface LeadershipConfig {

    /** Whether this service elects a leader at all. */
    @WithDefault("false")
    boolean enabled();

    /** Namespace of the Lease. */
    @WithDefault("${POD_NAMESPACE:fleetforge-system}")
    String namespace();

    /** Name of the Lease; the application's name when absent. */
    Optional<String> leaseName();

    /**
     * Identity of the candidate; a random part is added per process, since a pod name survives a container restart.
     */
    @WithDefault("${POD_NAME:local}")
    String identity();

    @WithDefault("8s")
    Duration leaseDuration();

    @WithDefault("6s")
    Duration renewDeadline();

    @WithDefault("1s")
    Duration retryPeriod();
}
