/** Simulated players: load on real sockets, measured from the player's side. */
@NullMarked
package io.fleetforge.bots;

import org.jspecify.annotations.NullMarked;
