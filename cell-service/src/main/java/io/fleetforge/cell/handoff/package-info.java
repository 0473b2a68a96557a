/** Pure: to whom a session belongs when it stands in space that another host has. */
@NullMarked
package io.fleetforge.cell.handoff;

import org.jspecify.annotations.NullMarked;
