package io.fleetforge.controller.world;

import io.fleetforge.controller.fencing.HeartbeatTracker;
import io.fleetforge.controller.reports.CellStatusCache;
import io.fleetforge.controller.scaling.LoadHistory;

/** What the hosts have said: their last word, how the load of their cells came about, and when they were last seen alive. */
public record HostObservations(CellStatusCache statusCache, LoadHistory loads, HeartbeatTracker heartbeats) {}
