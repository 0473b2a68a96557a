/** Cells and sessions in Kafka: writes checkpoints, reads the recovery log back. */
@NullMarked
package io.fleetforge.cell.persistence;

import org.jspecify.annotations.NullMarked;
