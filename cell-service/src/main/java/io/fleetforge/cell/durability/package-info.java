/** Records that must reach Kafka: order per key, records in flight, the journal of sessions. */
@NullMarked
package io.fleetforge.cell.durability;

import org.jspecify.annotations.NullMarked;
