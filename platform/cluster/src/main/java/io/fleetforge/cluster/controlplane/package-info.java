/** The real Kubernetes control plane as local processes. */
@NullMarked
package io.fleetforge.cluster.controlplane;

import org.jspecify.annotations.NullMarked;
