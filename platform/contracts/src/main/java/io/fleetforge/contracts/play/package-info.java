/** Messages between players and cell hosts over a WebSocket, and their binary form; cell-service/PROTOCOL.md. Pure. */
@NullMarked
package io.fleetforge.contracts.play;

import org.jspecify.annotations.NullMarked;
