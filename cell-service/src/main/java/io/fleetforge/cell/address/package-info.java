/** Where players reach the hosts of the world. */
@NullMarked
package io.fleetforge.cell.address;

import org.jspecify.annotations.NullMarked;
