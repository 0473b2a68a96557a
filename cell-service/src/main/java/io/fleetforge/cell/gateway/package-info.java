/** What players may do, whatever edge they come over: join, prove who they are, be found, leave. */
@NullMarked
package io.fleetforge.cell.gateway;

import org.jspecify.annotations.NullMarked;
