/** Silences: what users suppress, for how long and why. Pure. */
@NullMarked
package io.fleetforge.alert.silence;

import org.jspecify.annotations.NullMarked;
