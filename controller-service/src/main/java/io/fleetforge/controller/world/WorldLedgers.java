package io.fleetforge.controller.world;

import io.fleetforge.controller.messaging.CellBoard;
import io.fleetforge.controller.messaging.WorldWakeups;

/** What outlives a single reconcile: the word of the hosts, the wake-ups they cause, meters, spans and the pace of status writes. */
record WorldLedgers(Heard heard, WorldWakeups wakeups, WorldMetrics metrics, WorldSpans spans, StatusPace pace) {

    CellBoard board() {
        return heard.board();
    }
}
