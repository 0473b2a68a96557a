/** Whether this process is active for its world: the heartbeats that prove it, and self-fencing when they fail. */
@NullMarked
package io.fleetforge.cell.fencing;

import org.jspecify.annotations.NullMarked;
