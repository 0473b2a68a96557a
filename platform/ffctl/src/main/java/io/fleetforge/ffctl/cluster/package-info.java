/** Everything that ffctl reads: the API server, logs, Jaeger, Prometheus, files of the local platform. */
@NullMarked
package io.fleetforge.ffctl.cluster;

import org.jspecify.annotations.NullMarked;
