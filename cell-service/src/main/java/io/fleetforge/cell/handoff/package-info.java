/** Pure: which host a session belongs to when its entity stands in space of another host. */
@NullMarked
package io.fleetforge.cell.handoff;

import org.jspecify.annotations.NullMarked;
