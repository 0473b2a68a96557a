/** Who is on call when, and who is told next while nobody has acknowledged. Pure: time comes in as an argument. */
@NullMarked
package io.fleetforge.alert.oncall;

import org.jspecify.annotations.NullMarked;
