/** Players that nobody plays: load on real sockets, measured as players feel it. */
@NullMarked
package io.fleetforge.bots;

import org.jspecify.annotations.NullMarked;
