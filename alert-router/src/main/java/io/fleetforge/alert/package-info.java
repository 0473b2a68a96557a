/** Composition root of the alert-router. Not built yet: routing, on-call and incidents. */
@NullMarked
package io.fleetforge.alert;

import org.jspecify.annotations.NullMarked;
