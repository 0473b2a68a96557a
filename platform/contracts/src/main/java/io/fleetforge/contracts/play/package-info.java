/** What players and cell hosts say to each other over a WebSocket, and its binary form; cell-service/PROTOCOL.md. Pure. */
@NullMarked
package io.fleetforge.contracts.play;

import org.jspecify.annotations.NullMarked;
