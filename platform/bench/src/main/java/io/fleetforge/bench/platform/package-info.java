/** The measurements behind docs/performance.md. */
@NullMarked
package io.fleetforge.bench.platform;

import org.jspecify.annotations.NullMarked;
