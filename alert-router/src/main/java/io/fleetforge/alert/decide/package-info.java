/** From all alerts, silences and rules to who is told of what now, and why. Pure. */
@NullMarked
package io.fleetforge.alert.decide;

import org.jspecify.annotations.NullMarked;
