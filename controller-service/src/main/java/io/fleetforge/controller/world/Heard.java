package io.fleetforge.controller.world;

import io.fleetforge.controller.fencing.ProofLedger;
import io.fleetforge.controller.messaging.CellBoard;
import io.fleetforge.controller.scaling.LoadHistory;

/** What the hosts have said: their last word, how the load of their cells came about, and when they were last seen alive. */
public record Heard(CellBoard board, LoadHistory loads, ProofLedger proofs) {}
