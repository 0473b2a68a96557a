/** Whether this process may still act for its world: proofs that it is alive, and what follows when they stay out. */
@NullMarked
package io.fleetforge.cell.fencing;

import org.jspecify.annotations.NullMarked;
