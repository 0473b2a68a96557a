package io.fleetforge.controller.world;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Result of the planned writes on host pods.
 *
 * @param refused hosts without a pod because the API server refuses its create, with its message
 * @param reports one text per cause for which a create was refused just now
 * @param retryAfter time until the next attempt; empty when no host is refused
 */
record HostOutcome(Map<String, String> refused, List<String> reports, Optional<Duration> retryAfter) {

    static final HostOutcome NONE = new HostOutcome(Map.of(), List.of(), Optional.empty());

    HostOutcome {
        refused = Map.copyOf(refused);
        reports = List.copyOf(reports);
    }
}
