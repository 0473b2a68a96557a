/** From alerts, silences and rules to the notifications that are due now, and why. Pure. */
@NullMarked
package io.fleetforge.alert.decide;

import org.jspecify.annotations.NullMarked;
