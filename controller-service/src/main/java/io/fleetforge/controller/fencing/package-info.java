/** When the process behind a host may be replaced: not before it can have stopped acting. See ADR 10. */
@NullMarked
package io.fleetforge.controller.fencing;

import org.jspecify.annotations.NullMarked;
