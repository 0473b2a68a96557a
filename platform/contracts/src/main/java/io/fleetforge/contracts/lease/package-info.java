/** The Lease that a cell host renews as its heartbeat, as host and controller read it. */
@NullMarked
package io.fleetforge.contracts.lease;

import org.jspecify.annotations.NullMarked;
