/** The commands: they read, check and print; nothing else. */
@NullMarked
package io.fleetforge.ffctl.cli;

import org.jspecify.annotations.NullMarked;
