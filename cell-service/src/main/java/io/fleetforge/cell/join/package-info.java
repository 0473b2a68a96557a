/** Which joins a host takes: rate limits, the limit of sessions, tickets of the game's identity provider. */
@NullMarked
package io.fleetforge.cell.join;

import org.jspecify.annotations.NullMarked;
