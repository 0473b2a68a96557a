package io.fleetforge.controller;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.Optional;

/** Settings of the controller. */
@ConfigMapping(prefix = "fleetforge.controller")
public interface ControllerConfig {

    /** Image of cell hosts for worlds that name none. */
    @WithDefault("${FLEETFORGE_CELL_IMAGE:fleetforge-cell:distroless}")
    String cellImage();

    /** Environment variables that every cell host gets; empty values are left out. */
    Map<String, Optional<String>> hostEnvironment();

    /** Worlds reconciled at the same time. More delay each other at the API server: docs/performance.md has 4 beside 16. */
    @WithDefault("4")
    int reconcileThreads();
}
