/** Schedules, escalation policies and heartbeats. Pure: time is an argument. */
@NullMarked
package io.fleetforge.alert.oncall;

import org.jspecify.annotations.NullMarked;
