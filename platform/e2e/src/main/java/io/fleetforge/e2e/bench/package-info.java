/** The measurements behind docs/performance.md. */
@NullMarked
package io.fleetforge.e2e.bench;

import org.jspecify.annotations.NullMarked;
