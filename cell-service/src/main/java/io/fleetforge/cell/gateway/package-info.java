/** Player operations behind every edge: join, authenticate, locate, leave. */
@NullMarked
package io.fleetforge.cell.gateway;

import org.jspecify.annotations.NullMarked;
