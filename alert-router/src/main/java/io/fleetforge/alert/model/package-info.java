/** Alerts, their labels, and what matches them. Pure. */
@NullMarked
package io.fleetforge.alert.model;

import org.jspecify.annotations.NullMarked;
