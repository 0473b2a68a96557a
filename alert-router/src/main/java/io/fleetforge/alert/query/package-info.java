/**
 * Read models: alerts, incidents, silences, routes and schedules as REST and pages show them, with the caller's rights
 * checked.
 */
@NullMarked
package io.fleetforge.alert.query;

import org.jspecify.annotations.NullMarked;
