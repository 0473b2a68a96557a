/** Start, drain and shutdown of a cell host. */
@NullMarked
package io.fleetforge.cell.lifecycle;

import org.jspecify.annotations.NullMarked;
