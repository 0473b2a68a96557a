/** A small OTLP receiver, so that spans can be looked at without a tracing backend. */
@NullMarked
package io.fleetforge.local.telemetry;

import org.jspecify.annotations.NullMarked;
