/** Writes to the API server: topology record, host pods, Leases, accounts, session keys, disruption budgets. */
@NullMarked
package io.fleetforge.controller.kubernetes;

import org.jspecify.annotations.NullMarked;
