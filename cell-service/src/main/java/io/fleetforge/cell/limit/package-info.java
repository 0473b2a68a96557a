/** Pure: limits of rates. */
@NullMarked
package io.fleetforge.cell.limit;

import org.jspecify.annotations.NullMarked;
