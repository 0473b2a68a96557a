package io.fleetforge.controller.world;

import io.fleetforge.controller.messaging.WorldWakeups;
import io.fleetforge.controller.reports.CellStatusCache;

/** What outlives a single reconcile: the word of the hosts, the wake-ups they cause, meters, spans and the pace of status writes. */
record WorldLedgers(
        HostObservations observations,
        WorldWakeups wakeups,
        WorldMetrics metrics,
        WorldSpans spans,
        StatusThrottle throttle) {

    CellStatusCache statusCache() {
        return observations.statusCache();
    }
}
