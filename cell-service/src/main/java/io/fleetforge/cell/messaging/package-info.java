/**
 * Kafka edges: topology, handoffs and ghosts in; events of cells and sessions, handoffs, ghosts, checkpoints and telemetry out.
 */
@NullMarked
package io.fleetforge.cell.messaging;

import org.jspecify.annotations.NullMarked;
