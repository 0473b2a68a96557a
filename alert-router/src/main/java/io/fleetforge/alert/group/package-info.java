/** When a group of alerts is told, and what of it: time comes in as an argument. Pure. */
@NullMarked
package io.fleetforge.alert.group;

import org.jspecify.annotations.NullMarked;
