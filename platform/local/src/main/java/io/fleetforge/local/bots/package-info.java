/** Players that nobody plays: load on real sockets, measured as players feel it. */
@NullMarked
package io.fleetforge.local.bots;

import org.jspecify.annotations.NullMarked;
