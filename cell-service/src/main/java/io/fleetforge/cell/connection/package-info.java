/** The player edge over WebSockets: one session per socket, everything it holds is bounded; PROTOCOL.md. */
@NullMarked
package io.fleetforge.cell.connection;

import org.jspecify.annotations.NullMarked;
