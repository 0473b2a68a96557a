package io.fleetforge.controller.world;

import io.fleetforge.controller.messaging.CellBoard;
import io.fleetforge.controller.scaling.LoadHistory;

/** What the hosts have said: their last word, and how the load of their cells came about. */
public record Heard(CellBoard board, LoadHistory loads) {}
