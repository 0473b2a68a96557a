/** The catalogue of metrics: what each service exposes, declared once; {@code docs/metrics.md} is generated from it. */
@NullMarked
package io.fleetforge.contracts.metric;

import org.jspecify.annotations.NullMarked;
