/** Kafka edges: topology in, cell news and telemetry out. */
@NullMarked
package io.fleetforge.cell.messaging;

import org.jspecify.annotations.NullMarked;
