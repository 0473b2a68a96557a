/** Start, readiness, liveness and shutdown of an alert-router instance. */
@NullMarked
package io.fleetforge.alert.lifecycle;

import org.jspecify.annotations.NullMarked;
