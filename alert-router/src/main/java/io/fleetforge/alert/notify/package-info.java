/** Notifications out, with retries, circuits and without going where nobody should. */
@NullMarked
package io.fleetforge.alert.notify;

import org.jspecify.annotations.NullMarked;
