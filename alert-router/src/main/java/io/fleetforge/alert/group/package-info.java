/** When a group of alerts is notified, and of which alerts: time is an argument. Pure. */
@NullMarked
package io.fleetforge.alert.group;

import org.jspecify.annotations.NullMarked;
