/** Which receivers an alert goes to, how it is grouped and when its route is muted. Pure. */
@NullMarked
package io.fleetforge.alert.route;

import org.jspecify.annotations.NullMarked;
