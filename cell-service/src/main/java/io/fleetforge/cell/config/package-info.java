/** Settings of a cell host. */
@NullMarked
package io.fleetforge.cell.config;

import org.jspecify.annotations.NullMarked;
