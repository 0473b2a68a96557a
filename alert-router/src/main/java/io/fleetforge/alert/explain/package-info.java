/** Why an alert was notified, or was not. */
@NullMarked
package io.fleetforge.alert.explain;

import org.jspecify.annotations.NullMarked;
