/** What runs a cluster as processes of this machine: state folder, locks, free ports, progress, waiting with a deadline. */
@NullMarked
package io.fleetforge.cluster;

import org.jspecify.annotations.NullMarked;
