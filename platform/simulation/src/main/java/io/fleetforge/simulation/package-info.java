/**
 * The whole protocol of hosts and sessions under a seeded schedule: the controller's planning and the cell hosts are the real
 * ones; time, network, log, pods and players are simulated. A seed always gives the same run.
 */
@NullMarked
package io.fleetforge.simulation;

import org.jspecify.annotations.NullMarked;
