/** A small OTLP receiver, so that spans can be read without a tracing backend. */
@NullMarked
package io.fleetforge.local.telemetry;

import org.jspecify.annotations.NullMarked;
