/** Start and output of the command-line programs. */
@NullMarked
package io.fleetforge.terminal;

import org.jspecify.annotations.NullMarked;
