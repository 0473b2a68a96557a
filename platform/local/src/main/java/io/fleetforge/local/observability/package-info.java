/** Prometheus, Alertmanager, node exporter and Jaeger beside the platform, and what they look at. */
@NullMarked
package io.fleetforge.local.observability;

import org.jspecify.annotations.NullMarked;
