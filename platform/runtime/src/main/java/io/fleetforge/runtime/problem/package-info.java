/** Errors as RFC 9457 problems. */
@NullMarked
package io.fleetforge.runtime.problem;

import org.jspecify.annotations.NullMarked;
