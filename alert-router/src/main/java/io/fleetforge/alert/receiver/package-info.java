/** Whom a notification reaches and over which channels. Pure. */
@NullMarked
package io.fleetforge.alert.receiver;

import org.jspecify.annotations.NullMarked;
