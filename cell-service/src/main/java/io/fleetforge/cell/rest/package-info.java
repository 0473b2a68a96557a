/** HTTP for players and operators. */
@NullMarked
package io.fleetforge.cell.rest;

import org.jspecify.annotations.NullMarked;
