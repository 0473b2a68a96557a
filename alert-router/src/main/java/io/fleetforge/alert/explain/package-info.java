/** Why somebody was told of an alert, or was not. */
@NullMarked
package io.fleetforge.alert.explain;

import org.jspecify.annotations.NullMarked;
