/** Suppression of alerts that follow from a worse one. Pure. */
@NullMarked
package io.fleetforge.alert.inhibit;

import org.jspecify.annotations.NullMarked;
