/** Prometheus, Alertmanager, node exporter and Jaeger beside the platform, and their targets. */
@NullMarked
package io.fleetforge.local.observability;

import org.jspecify.annotations.NullMarked;
