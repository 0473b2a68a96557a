/** Cells and sessions kept in Kafka: checkpoints written, recoverable sessions read back. */
@NullMarked
package io.fleetforge.cell.persistence;

import org.jspecify.annotations.NullMarked;
