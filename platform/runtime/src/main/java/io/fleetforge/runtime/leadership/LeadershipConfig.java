package io.fleetforge.runtime.leadership;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Leader election of a service. Lease time bounds failover after a crash; renew deadline bounds a cut-off leader. */
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

    /** Who stands for election; a random part is added per boot, since a pod name survives a container restart. */
    @WithDefault("${POD_NAME:local}")
    String identity();

    @WithDefault("8s")
    Duration leaseDuration();

    @WithDefault("6s")
    Duration renewDeadline();

    @WithDefault("1s")
    Duration retryPeriod();
}
