/** Pure: limits of rates and of waiting. */
@NullMarked
package io.fleetforge.cell.limit;

import org.jspecify.annotations.NullMarked;
