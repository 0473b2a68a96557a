/** Alerts, their labels and the matchers of labels. Pure. */
@NullMarked
package io.fleetforge.alert.model;

import org.jspecify.annotations.NullMarked;
