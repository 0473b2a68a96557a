/** Sessions of players on this host, and their tokens. */
@NullMarked
package io.fleetforge.cell.session;

import org.jspecify.annotations.NullMarked;
