/** Which receivers an alert goes to, how it is grouped and when its route is quiet. Pure. */
@NullMarked
package io.fleetforge.alert.route;

import org.jspecify.annotations.NullMarked;
