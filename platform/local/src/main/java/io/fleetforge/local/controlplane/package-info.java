/** The real Kubernetes control plane as local processes. */
@NullMarked
package io.fleetforge.local.controlplane;

import org.jspecify.annotations.NullMarked;
