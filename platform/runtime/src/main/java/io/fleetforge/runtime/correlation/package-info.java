/** The correlation id at the edges: HTTP in, scope around a piece of work. */
@NullMarked
package io.fleetforge.runtime.correlation;

import org.jspecify.annotations.NullMarked;
