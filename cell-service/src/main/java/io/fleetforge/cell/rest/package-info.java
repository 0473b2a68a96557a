/** HTTP for players and for people who look. */
@NullMarked
package io.fleetforge.cell.rest;

import org.jspecify.annotations.NullMarked;
