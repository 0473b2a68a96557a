/** Which instance owns which groups and incidents. Pure. */
@NullMarked
package io.fleetforge.alert.ownership;

import org.jspecify.annotations.NullMarked;
