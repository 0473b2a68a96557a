/** The Lease by which a cell host proves that it is alive, as host and controller read it. */
@NullMarked
package io.fleetforge.contracts.lease;

import org.jspecify.annotations.NullMarked;
